import { describe, expect, it } from 'vitest';
import { fromHex, hash32, toHex, toNumber } from './hex.js';

describe('hex', () => {
  it('goes there and back', () => {
    expect(toHex(Uint8Array.from([0, 255]))).toBe('0x00ff');
    expect([...fromHex('0x00Ff', 'x')]).toEqual([0, 255]);
    expect(hash32(`0x${'AB'.repeat(32)}`, 'x')).toBe(`0x${'ab'.repeat(32)}`);
    expect([toNumber('0x1f', 'x'), toNumber(31, 'x')]).toEqual([31, 31]);
  });

  it.each([null, undefined, 5, '', '0x0', 'ff', '0xzz'])('refuses %j', (value) => {
    const refused = expect.objectContaining({ code: 'BAD_ANSWER' }) as Error;
    expect(() => fromHex(value, 'x')).toThrow(refused);
    expect(() => hash32(value, 'x')).toThrow(refused);
  });

  it.each([null, -1, 1.5, '12', '0x', `0x${'f'.repeat(16)}`])('refuses %j as a number', (value) => {
    expect(() => toNumber(value, 'x')).toThrow(expect.objectContaining({ code: 'BAD_ANSWER' }) as Error);
  });
});
