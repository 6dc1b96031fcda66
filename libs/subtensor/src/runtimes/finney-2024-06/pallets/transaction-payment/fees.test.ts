import { describe, expect, it } from 'vitest';
import { weight, type DispatchInfo } from '@yumanet/frame';
import { TestChain } from '../../../../testing/index.js';
import { MAX_BLOCK } from '../../limits.js';
import { finney202406 } from '../../runtime.js';
import { actualFeeDetails, feeDetails, finalFee, lengthToFee, weightToFee } from './fees.js';
import { priority } from './priority.js';
import { NextFeeMultiplier, ONE } from './storage.js';

const MAX = (1n << 64n) - 1n;
const info = (change: Partial<DispatchInfo> = {}): DispatchInfo => ({
  weight: weight(1_000_000n, 1_000n),
  class: { type: 'Normal' },
  pays_fee: { type: 'Yes' },
  ...change,
});

describe('fees', () => {
  it.each([
    [0n, 0n],
    [499n, 0n],
    [500n, 0n],
    [501n, 1n],
    [1_500n, 1n],
    [1_501n, 2n],
    [2_500n, 2n],
    [124_414_000n, 124_414n],
    [MAX, MAX_BLOCK.ref_time / 1_000n],
  ])('are a thousandth of the weight: %s ps cost %s rao', (refTime, rao) => {
    expect(weightToFee(weight(refTime))).toBe(rao);
  });

  it('are a rao per byte', () => {
    expect(lengthToFee(143)).toBe(143n);
  });

  const { ctx } = new TestChain(finney202406, {});

  it('add base, length, weight and tip, by the multiplier', () => {
    expect(finalFee(feeDetails(ctx, 100, info(), 7n))).toBe(124_414n + 100n + 1_000n + 7n);
    NextFeeMultiplier.put(ctx, (3n * ONE) / 2n);
    expect(feeDetails(ctx, 100, info(), 0n).inclusion_fee?.adjusted_weight_fee).toBe(1_500n);
    NextFeeMultiplier.put(ctx, ONE);
  });

  it('go by what was used, and vanish when the call is free', () => {
    expect(finalFee(actualFeeDetails(ctx, 100, info(), { actualWeight: weight(2_000n) }, 0n))).toBe(
      124_414n + 100n + 2n,
    );
    expect(finalFee(actualFeeDetails(ctx, 100, info(), { paysFee: 'No' }, 7n))).toBe(7n);
    expect(finalFee(feeDetails(ctx, 100, info({ pays_fee: { type: 'No' } }), 0n))).toBe(0n);
  });

  it('saturate', () => {
    expect(finalFee(feeDetails(ctx, 100, info(), MAX))).toBe(MAX);
  });
});

describe('priority', () => {
  const { ctx } = new TestChain(finney202406, {});

  it('is the tip plus one, times what fits into a block', () => {
    // By length: 7,864,320 / 100; by time 4 s / 1 µs; the scarcer counts.
    expect(priority(ctx, info(), 100, 0n, 0n)).toBe(78_643n);
    expect(priority(ctx, info(), 100, 9n, 0n)).toBe(786_430n);
    expect(priority(ctx, info({ weight: weight(10n ** 12n) }), 100, 0n, 0n)).toBe(4n);
    expect(priority(ctx, info({ weight: weight(0n) }), 0, 0n, 0n)).toBe(7_864_320n);
  });

  it('counts the fee of operational calls as a tip', () => {
    const operational = info({ class: { type: 'Operational' }, weight: weight(10n ** 12n) });
    expect(priority(ctx, operational, 100, 0n, 1_000n)).toBe(4n + 4_000n);
  });

  it('saturates', () => {
    expect(priority(ctx, info(), 1, MAX, 0n)).toBe(MAX);
  });
});
