import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FixedFormat } from './fixed-format.js';
import { type Fixed } from './fixed-format.js';
import { I110F18 } from './i110f18.js';
import { I32F32 } from './i32f32.js';
import { I64F64 } from './i64f64.js';
import { I96F32 } from './i96f32.js';
import { I9F23 } from './i9f23.js';

const FORMATS = [I9F23, I32F32, I64F64, I96F32, I110F18] as unknown as FixedFormat<'any'>[];
const ONE = 1n << 32n;
const bits = (value: bigint) => I32F32.bits(value);

describe('by hand', () => {
  it.each(FORMATS.map((format) => [format.name, format] as const))(
    '%s: its name says its bits',
    (name, format) => {
      const [, whole, frac] = /^I(\d+)F(\d+)$/.exec(name)!.map(Number);
      expect([format.width, format.frac]).toEqual([whole! + frac!, frac]);
      expect(format.one).toBe(2n ** BigInt(frac!));
      expect([format.min, format.max]).toEqual([
        -(2n ** BigInt(format.width - 1)),
        2n ** BigInt(format.width - 1) - 1n,
      ]);
    },
  );

  it('products round toward minus infinity, quotients toward zero', () => {
    // −1 ulp · 0.5 = −0.5 ulp; −1 ulp / 2 = −0.5 ulp.
    expect(I32F32.saturatingMul(bits(-1n), bits(ONE / 2n))).toBe(-1n);
    expect(I32F32.saturatingMul(bits(1n), bits(ONE / 2n))).toBe(0n);
    expect(I32F32.safeDiv(bits(-1n), bits(2n * ONE))).toBe(0n);
    expect(I32F32.safeDiv(bits(-ONE), bits(3n * ONE))).toBe(-1431655765n);
  });

  it('safe_div is 0 for b = 0 and for overflow, where saturating_div clamps or refuses', () => {
    expect(I32F32.safeDiv(I32F32.one, I32F32.zero)).toBe(0n);
    expect(I32F32.safeDiv(I32F32.max, bits(1n))).toBe(0n);
    expect(I32F32.safeDiv(I32F32.min, bits(-ONE))).toBe(0n);
    expect(I32F32.saturatingDiv(I32F32.max, bits(1n))).toBe(I32F32.max);
    expect(I32F32.saturatingDiv(I32F32.max, bits(-1n))).toBe(I32F32.min);
    expect(() => I32F32.saturatingDiv(I32F32.one, I32F32.zero)).toThrow(
      expect.objectContaining({ code: 'ARITHMETIC' }),
    );
  });

  it('what does not fit clamps, wraps or is refused, as the operation says', () => {
    expect(I32F32.saturatingMul(I32F32.max, bits(2n * ONE))).toBe(2n ** 63n - 1n);
    expect(I32F32.checkedMul(I32F32.max, bits(2n * ONE))).toBeUndefined();
    // 65536 · 32768 = 2^31, one more than fits: wraps to −2^31.
    expect(I32F32.wrappingMul(I32F32.fromInt(65536), I32F32.fromInt(32768))).toBe(-(2n ** 63n));
    expect(I32F32.fromInt(2n ** 31n)).toBe(2n ** 63n - 1n);
    expect(I32F32.wrappingFromInt(2n ** 31n)).toBe(-(2n ** 63n));
    expect(I32F32.saturatingNeg(I32F32.min)).toBe(I32F32.max);
    expect(I32F32.checkedAdd(I32F32.max, bits(1n))).toBeUndefined();
  });

  it('a plain sum wraps', () => {
    expect(I32F32.sum([I32F32.max, bits(1n)])).toBe(I32F32.min);
    expect(I32F32.sum([])).toBe(0n);
  });

  it('to an integer: floor, negative is 0, too large is the maximum; round: half away from zero', () => {
    const half = ONE / 2n;
    expect([-1n, 0n, ONE - 1n, 3n * ONE + half, 70_000n * ONE].map((x) => I32F32.toU16(bits(x)))).toEqual([
      0, 0, 0, 3, 65535,
    ]);
    expect(I96F32.toU64(I96F32.max)).toBe(2n ** 64n - 1n);
    expect([5n * half, -5n * half, half - 1n, -half].map((x) => I32F32.round(bits(x)) / ONE)).toEqual([
      3n,
      -3n,
      0n,
      -1n,
    ]);
    expect(I32F32.round(I32F32.max)).toBe(I32F32.min); // 2^31 wraps
    expect(I32F32.round(I32F32.min)).toBe(I32F32.min);
  });
});

describe('against exact rational arithmetic', () => {
  const abs = (x: bigint) => (x < 0n ? -x : x);
  /** ⌊n / d⌋ and n / d toward zero, for d ≠ 0, from the quotient of magnitudes alone. */
  const truncated = (n: bigint, d: bigint) => (n < 0n === d < 0n ? abs(n) / abs(d) : -(abs(n) / abs(d)));
  const floored = (n: bigint, d: bigint) => truncated(n, d) - (n % d !== 0n && n < 0n !== d < 0n ? 1n : 0n);
  const clamped = (x: bigint, min: bigint, max: bigint) => (x < min ? min : x > max ? max : x);
  const congruent = (x: bigint, y: bigint, width: number) => (x - y) % 2n ** BigInt(width) === 0n;

  /** A format, and values of it: anywhere in range, near 0 and 1, and at the ends. */
  const cases = fc.constantFrom(...FORMATS).chain((format) => {
    const near = (centre: bigint) =>
      fc.bigInt(-9n, 9n).map((d) => clamped(centre + d, format.min, format.max));
    const value = fc
      .oneof(
        fc.bigInt(format.min, format.max),
        fc.bigInt(-format.one * 4n, format.one * 4n),
        ...[0n, format.one, format.min, format.max].map(near),
      )
      .map((x) => format.bits(x));
    return fc.record({ format: fc.constant(format), a: value, b: value });
  });
  type Case = { format: FixedFormat<'any'>; a: Fixed<'any'>; b: Fixed<'any'> };
  const holds = (property: (c: Case) => void) => fc.assert(fc.property(cases, property), { numRuns: 500 });

  it('products', () => {
    holds(({ format, a, b }) => {
      const exact = floored(a * b, format.one);
      const fits = exact >= format.min && exact <= format.max;
      expect(format.saturatingMul(a, b)).toBe(clamped(exact, format.min, format.max));
      expect(format.checkedMul(a, b)).toBe(fits ? exact : undefined);
      const wrapped = format.wrappingMul(a, b);
      expect(wrapped >= format.min && wrapped <= format.max && congruent(wrapped, exact, format.width)).toBe(
        true,
      );
    });
  });

  it('quotients', () => {
    holds(({ format, a, b }) => {
      if (b === 0n) return;
      const exact = truncated(a * format.one, b);
      const fits = exact >= format.min && exact <= format.max;
      expect(format.safeDiv(a, b)).toBe(fits ? exact : 0n);
      expect(format.checkedDiv(a, b)).toBe(fits ? exact : undefined);
      expect(format.saturatingDiv(a, b)).toBe(clamped(exact, format.min, format.max));
    });
  });

  it('sums and differences', () => {
    holds(({ format, a, b }) => {
      expect(format.saturatingAdd(a, b)).toBe(clamped(a + b, format.min, format.max));
      expect(format.saturatingSub(a, b)).toBe(clamped(a - b, format.min, format.max));
      const wrapped = format.sum([a, b, b]);
      expect(
        wrapped >= format.min && wrapped <= format.max && congruent(wrapped, a + b + b, format.width),
      ).toBe(true);
      expect([format.lesser(a, b), format.greater(a, b)]).toEqual(a < b ? [a, b] : [b, a]);
    });
  });

  it('conversions between formats and to integers', () => {
    fc.assert(
      fc.property(cases, fc.constantFrom(...FORMATS), ({ format, a }, to) => {
        const exact = floored(a * to.one, format.one);
        expect(to.fromFixed(format, a)).toBe(clamped(exact, to.min, to.max));
        expect(congruent(to.wrappingFromFixed(format, a), exact, to.width)).toBe(true);
        expect(format.toU64(a)).toBe(clamped(floored(a, format.one), 0n, 2n ** 64n - 1n));
        // Half away from zero: ⌊|a| + 1/2⌋ with the sign of a.
        const magnitude = floored(2n * abs(a) + format.one, 2n * format.one) * format.one;
        expect(format.round(a)).toBe(BigInt.asIntN(format.width, a < 0n ? -magnitude : magnitude));
      }),
      { numRuns: 500 },
    );
  });
});
