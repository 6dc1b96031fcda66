import { expect, it } from 'vitest';
import { I32F32 } from '../fixed/i32f32.js';
import { Random } from '../fuzz/random.js';
import { divide, fromNumber, multiply, ONE } from './fixed-number.js';

it('products and quotients equal those of bigint', () => {
  const random = new Random(11);
  const within = (bits: number) => Number(random.wide(bits)) * (random.chance(0.5) ? 1 : -1);
  for (let k = 0; k < 20_000; k++) {
    const [a, b] = [within(37), within(36)];
    expect(BigInt(multiply(a, b))).toBe(I32F32.saturatingMul(I32F32.bits(BigInt(a)), I32F32.bits(BigInt(b))));
    const [dividend, divisor] = [Math.abs(a), 2 ** 16 + Number(random.wide(44))];
    expect(BigInt(divide(dividend, divisor))).toBe((BigInt(dividend) << 32n) / BigInt(divisor));
  }
});

it('numbers become the nearest fixed value', () => {
  expect(fromNumber(0.3)).toBe(Math.round(0.3 * ONE));
  expect(fromNumber(1)).toBe(ONE);
  expect(fromNumber(2 ** -33)).toBe(0);
  expect(fromNumber(3 * 2 ** -33)).toBe(2);
});
