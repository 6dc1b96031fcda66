/**
 * Signed binary fixed point over bigint, as substrate-fixed computes it.
 *
 * A value is its raw bits: `value = bits / 2^frac`, two's complement in `width` bits. Products round toward
 * minus infinity (arithmetic shift), quotients toward zero, conversions to integers toward minus infinity.
 * Source: encointer/substrate-fixed v0.6.0 `src/arith.rs`; opentensor/subtensor `primitives/safe-math`.
 */
import { YumaError } from '../errors.js';

declare const format: unique symbol;

/** Bits of a fixed-point number; the format is part of the type, so formats cannot be mixed by accident. */
export type Fixed<F extends string> = bigint & { readonly [format]: F };

export const U16_MAX = 65535n;
export const U64_MAX = (1n << 64n) - 1n;

export class FixedFormat<F extends string> {
  readonly min: Fixed<F>;
  readonly max: Fixed<F>;
  readonly zero: Fixed<F>;
  readonly one: Fixed<F>;

  constructor(
    readonly name: F,
    readonly width: number,
    readonly frac: number,
  ) {
    this.min = -(1n << BigInt(width - 1)) as Fixed<F>;
    this.max = ((1n << BigInt(width - 1)) - 1n) as Fixed<F>;
    this.zero = 0n as Fixed<F>;
    this.one = (1n << BigInt(frac)) as Fixed<F>;
  }

  /** Takes bits that are known to lie in range. */
  bits(bits: bigint): Fixed<F> {
    return bits as Fixed<F>;
  }

  private saturate(bits: bigint): Fixed<F> {
    return bits > this.max ? this.max : bits < this.min ? this.min : (bits as Fixed<F>);
  }

  private wrap(bits: bigint): Fixed<F> {
    return BigInt.asIntN(this.width, bits) as Fixed<F>;
  }

  private fits(bits: bigint): boolean {
    return bits >= this.min && bits <= this.max;
  }

  /** `saturating_from_num` of an integer. */
  fromInt(value: bigint | number): Fixed<F> {
    return this.saturate(BigInt(value) << BigInt(this.frac));
  }

  /** `from_num` of an integer in a release build: what does not fit wraps. */
  wrappingFromInt(value: bigint): Fixed<F> {
    return this.wrap(value << BigInt(this.frac));
  }

  /** `saturating_from_num` of another format: floor where this one has fewer fractional bits. */
  fromFixed<G extends string>(from: FixedFormat<G>, value: Fixed<G>): Fixed<F> {
    return this.saturate(this.rescale(from, value));
  }

  /** `from_num` of another format in a release build: what does not fit wraps. */
  wrappingFromFixed<G extends string>(from: FixedFormat<G>, value: Fixed<G>): Fixed<F> {
    return this.wrap(this.rescale(from, value));
  }

  private rescale<G extends string>(from: FixedFormat<G>, value: Fixed<G>): bigint {
    const shift = this.frac - from.frac;
    return shift >= 0 ? value << BigInt(shift) : value >> BigInt(-shift);
  }

  saturatingAdd(a: Fixed<F>, b: Fixed<F>): Fixed<F> {
    return this.saturate(a + b);
  }

  saturatingSub(a: Fixed<F>, b: Fixed<F>): Fixed<F> {
    return this.saturate(a - b);
  }

  saturatingNeg(a: Fixed<F>): Fixed<F> {
    return this.saturate(-a);
  }

  /** `floor(a·b)`, clamped. */
  saturatingMul(a: Fixed<F>, b: Fixed<F>): Fixed<F> {
    return this.saturate((a * b) >> BigInt(this.frac));
  }

  /** `floor(a·b)`, wrapped: what `*` does in a release build. */
  wrappingMul(a: Fixed<F>, b: Fixed<F>): Fixed<F> {
    return this.wrap((a * b) >> BigInt(this.frac));
  }

  /** `floor(a·b)`, or undefined where it does not fit. */
  checkedMul(a: Fixed<F>, b: Fixed<F>): Fixed<F> | undefined {
    const product = (a * b) >> BigInt(this.frac);
    return this.fits(product) ? (product as Fixed<F>) : undefined;
  }

  checkedAdd(a: Fixed<F>, b: Fixed<F>): Fixed<F> | undefined {
    return this.fits(a + b) ? ((a + b) as Fixed<F>) : undefined;
  }

  /** `trunc(a / b)`, or undefined for b = 0 and where it does not fit. */
  checkedDiv(a: Fixed<F>, b: Fixed<F>): Fixed<F> | undefined {
    if (b === 0n) return undefined;
    const quotient = (a << BigInt(this.frac)) / b;
    return this.fits(quotient) ? (quotient as Fixed<F>) : undefined;
  }

  /** safe-math `safe_div`: 0 for b = 0 **and** for overflow. */
  safeDiv(a: Fixed<F>, b: Fixed<F>): Fixed<F> {
    return this.checkedDiv(a, b) ?? this.zero;
  }

  /**
   * `trunc(a / b)`, clamped.
   *
   * @throws YumaError ARITHMETIC for b = 0, where upstream panics.
   */
  saturatingDiv(a: Fixed<F>, b: Fixed<F>): Fixed<F> {
    if (b === 0n)
      throw new YumaError('ARITHMETIC', `${this.name} division: expected a divisor other than 0, got 0`);
    return this.saturate((a << BigInt(this.frac)) / b);
  }

  /** Plain `+` over a vector, which wraps in a release build. */
  sum(values: Iterable<Fixed<F>>): Fixed<F> {
    let total = 0n;
    for (const value of values) total += value;
    return this.wrap(total);
  }

  /** `saturating_to_num::<u64>()`: floor, below 0 is 0. */
  toU64(a: Fixed<F>): bigint {
    return clampInteger(a >> BigInt(this.frac), U64_MAX);
  }

  /** `saturating_to_num::<u16>()`: floor, below 0 is 0. */
  toU16(a: Fixed<F>): number {
    return Number(clampInteger(a >> BigInt(this.frac), U16_MAX));
  }

  /** Half away from zero; at the very top of the range it wraps, as `round` does in a release build. */
  round(a: Fixed<F>): Fixed<F> {
    const half = 1n << BigInt(this.frac - 1);
    const magnitude = (((a < 0n ? -a : a) + half) >> BigInt(this.frac)) << BigInt(this.frac);
    return this.wrap(a < 0n ? -magnitude : magnitude);
  }

  lesser(a: Fixed<F>, b: Fixed<F>): Fixed<F> {
    return a < b ? a : b;
  }

  greater(a: Fixed<F>, b: Fixed<F>): Fixed<F> {
    return a > b ? a : b;
  }
}

function clampInteger(value: bigint, max: bigint): bigint {
  return value < 0n ? 0n : value > max ? max : value;
}
