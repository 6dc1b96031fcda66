import { expect, it } from 'vitest';
import { formatTao, parseTao } from './amount.js';

it.each([
  ['0', 0n],
  ['1.5', 1_500_000_000n],
  ['0.000000001', 1n],
  ['18446744073.709551615', 2n ** 64n - 1n],
])('reads %s TAO exactly', (text, rao) => {
  expect(parseTao(text)).toBe(rao);
  expect(parseTao(formatTao(rao))).toBe(rao);
});

it.each(['', '-1', '1e3', '0.0000000001', '1,5', '.5', '18446744073.709551616'])('refuses "%s"', (text) => {
  expect(() => parseTao(text)).toThrow('amount: expected');
});
