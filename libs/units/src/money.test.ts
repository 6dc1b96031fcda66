import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatTao, parseRao, parseTao } from './money.js';

const MAX = (1n << 64n) - 1n;

describe('money', () => {
  it('takes rao as bigint, digits or a safe integer', () => {
    expect(parseRao(MAX)).toBe(MAX);
    expect(parseRao('1000000000')).toBe(1_000_000_000n);
    expect(parseRao(7)).toBe(7n);
  });

  it.each([MAX + 1n, -1n, '1.5', '', '-1', 2 ** 53, 0.1, null, true])('refuses %s as rao', (value) => {
    expect(() => parseRao(value, 'stake')).toThrow(
      /^stake: expected rao as a whole number below 2\^64, got /,
    );
  });

  it('reads and writes TAO without rounding', () => {
    expect(parseTao('1.5')).toBe(1_500_000_000n);
    expect(parseTao('0.000000001')).toBe(1n);
    expect(formatTao(1_500_000_000n)).toBe('1.5');
    expect(formatTao(0n)).toBe('0');
    expect(formatTao(-1n)).toBe('-0.000000001');
    expect(() => parseTao('1.0000000001')).toThrow(/nine decimal places/);
    expect(() => parseTao('18446744073.8')).toThrow(/2\^64/);
  });

  it('reads back what it writes', () => {
    fc.assert(fc.property(fc.bigInt(0n, MAX), (rao) => parseTao(formatTao(rao)) === rao));
  });
});
