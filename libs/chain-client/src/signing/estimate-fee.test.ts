import { describe, expect, it } from 'vitest';
import { feeOf } from './estimate-fee.js';

const bytes = (...parts: (string | number[])[]) =>
  Uint8Array.from(parts.flatMap((part) => (typeof part === 'string' ? [...Buffer.from(part, 'hex')] : part)));

describe('feeOf', () => {
  it.each([
    ['one-byte weights, u64', bytes([0x04, 0x08, 0x00], '1500000000000000'), 21n],
    ['four-byte and two-byte weights, u128', bytes('0200ff00', '0101', '00', '01', '00'.repeat(15)), 1n],
    ['a big-integer weight', bytes([0x03], '00000001', '00', '01', 'ffffffffffffffff'), 2n ** 64n - 1n],
  ])('%s', (_name, info, fee) => {
    expect(feeOf(info)).toBe(fee);
  });

  it.each([bytes(), bytes([0, 0, 0]), bytes([0, 0, 0], '0102')])('refuses %j', (info) => {
    expect(() => feeOf(info)).toThrow(expect.objectContaining({ code: 'BAD_ANSWER' }) as Error);
  });
});
