import { expect, it } from 'vitest';
import {
  counted,
  duration,
  percent,
  percentOfBasisPoints,
  shortAddress,
  tao,
  taoParts,
} from '../page/core/format.js';

it.each([
  ['0', 'τ\u00a00'],
  ['1', 'τ\u00a00.000000001'],
  ['1500000000', 'τ\u00a01.5'],
  ['6000000123456789000', 'τ\u00a06,000,000,123.456789'],
  ['-1000000000', '−τ\u00a01'],
  // Beyond what a float has room for.
  ['18446744073709551615', 'τ\u00a018,446,744,073.709551615'],
])('%s rao are shown to the rao', (rao, text) => {
  expect(tao(rao)).toBe(text);
  expect(taoParts(rao).join('')).toBe(text);
});

it('has words for shares, times, counts and names', () => {
  expect(percent(65_535)).toBe('100.00\u00a0%');
  expect(percent(32_767)).toBe('50.00\u00a0%');
  expect(percentOfBasisPoints('2400368')).toBe('24,003.68\u00a0%');
  expect(percentOfBasisPoints(5)).toBe('0.05\u00a0%');
  expect([250, 12_000, 90_000, 3_600_000, 54_518_400_000].map(duration)).toEqual([
    '250 ms',
    '12 s',
    '1 min 30 s',
    '1 h',
    '631 d',
  ]);
  expect([counted(1, 'block'), counted(1_234, 'block')]).toEqual(['1 block', '1,234 blocks']);
  expect(shortAddress('5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY')).toBe('5GrwvaEF…utQY');
});
