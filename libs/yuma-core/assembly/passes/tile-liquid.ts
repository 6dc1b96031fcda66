/**
 * Yuma 3 with liquid alpha: a speed for each cell, only where there is a weight; an old bond without one vanishes.
 * TypeScript twins: `src/epoch/liquid-alpha.ts`, `src/math/ema.ts` matEmaAlphaSparse.
 */
import { alphaOfDifference, buyOrSellDifference } from '../fixed/exp';
import { ONE } from '../fixed/i32f32';
import { mulHigh, mulHighCeil } from '../simd/lanes';
import { SIMD_SLOPE, alphaOfDifferences } from '../simd/sigmoid';
import { CONSENSUS, EMA_LARGEST, EMA_SUM, LANES, QUARTER, Tile, allOnes, figure, setFigure } from './tile';
import { TilePlan } from './tile-plan';

/** All ones is 1.0. */
// @ts-ignore: decorator
@inline
function widen(value: u32): i64 {
  return value == u32.MAX_VALUE ? ONE : <i64>value;
}

export function emaLiquid(tile: Tile, plan: TilePlan): void {
  const steep = plan.slope > SIMD_SLOPE || plan.slope < -SIMD_SLOPE;
  for (let quarter: usize = 0; quarter < LANES; quarter += QUARTER) emaQuarter(tile, plan, quarter, steep);
}

function emaQuarter(tile: Tile, plan: TilePlan, quarter: usize, steep: bool): void {
  const zero = i32x4.splat(0);
  const toProportion = i32x4.splat(65537);
  const low = i32x4.splat(<i32>plan.low);
  const range = i32x4.splat(<i32>(plan.high - plan.low));
  const still = i32x4.splat(<i32>plan.still);
  const consensus = figure(tile, CONSENSUS, quarter);
  const isOneConsensus = v128.any_true(i32x4.eq(consensus, allOnes()));
  let sumLow = i64x2.splat(0);
  let sumHigh = sumLow;
  let largest = zero;
  let at = tile.values + quarter;
  let bonds = tile.bonds + (quarter >> 1);
  const step = tile.bondsStep;
  for (let k = 0, count = tile.count; k < count; k++, at += LANES, bonds += step) {
    const weight = v128.load(at);
    if (!v128.any_true(weight)) continue;
    const bond = i32x4.mul(v128.load16x4_u(bonds), toProportion);
    const ones = v128.or(i32x4.eq(weight, allOnes()), i32x4.eq(bond, allOnes()));
    let ema: v128;
    if (steep || isOneConsensus || v128.any_true(ones)) {
      ema = emaScalar(at, consensus, bond, plan);
    } else {
      const buy = i32x4.sub(i32x4.max_u(weight, consensus), consensus);
      const sell = i32x4.sub(bond, weight);
      const difference = v128.bitselect(buy, sell, i32x4.ge_u(weight, bond));
      const alpha = v128.any_true(v128.and(difference, i32x4.ne(weight, zero)))
        ? alphaOfDifferences(difference, plan.slope, low, range)
        : still;
      const average = i32x4.add(i32x4.sub(bond, mulHighCeil(alpha, bond)), mulHigh(alpha, weight));
      ema = v128.and(average, i32x4.ne(weight, zero));
    }
    v128.store(at, ema);
    // All ones is one short of 2^32.
    const one = i32x4.eq(ema, allOnes());
    sumLow = i64x2.sub(i64x2.add(sumLow, i64x2.extend_low_i32x4_u(ema)), i64x2.extend_low_i32x4_s(one));
    sumHigh = i64x2.sub(i64x2.add(sumHigh, i64x2.extend_high_i32x4_u(ema)), i64x2.extend_high_i32x4_s(one));
    largest = i32x4.max_u(largest, ema);
  }
  setFigure(tile, EMA_LARGEST, quarter, largest);
  v128.store(tile.figures + EMA_SUM + 2 * quarter, sumLow);
  v128.store(tile.figures + EMA_SUM + 2 * quarter, sumHigh, 16);
}

/** Four cells of which some value is 1.0, or whose exponent may be too large for the lanes. */
function emaScalar(at: usize, consensus: v128, bond: v128, plan: TilePlan): v128 {
  const weight = v128.load(at);
  let ema = i32x4.splat(0);
  const e0 = emaLane(i32x4.extract_lane(consensus, 0), i32x4.extract_lane(weight, 0), i32x4.extract_lane(bond, 0), plan);
  const e1 = emaLane(i32x4.extract_lane(consensus, 1), i32x4.extract_lane(weight, 1), i32x4.extract_lane(bond, 1), plan);
  const e2 = emaLane(i32x4.extract_lane(consensus, 2), i32x4.extract_lane(weight, 2), i32x4.extract_lane(bond, 2), plan);
  const e3 = emaLane(i32x4.extract_lane(consensus, 3), i32x4.extract_lane(weight, 3), i32x4.extract_lane(bond, 3), plan);
  ema = i32x4.replace_lane(ema, 0, e0);
  ema = i32x4.replace_lane(ema, 1, e1);
  ema = i32x4.replace_lane(ema, 2, e2);
  return i32x4.replace_lane(ema, 3, e3);
}

function emaLane(consensus: u32, weight: u32, bond: u32, plan: TilePlan): u32 {
  if (weight == 0) return 0;
  const ema = emaOfCell(widen(consensus), widen(weight), widen(bond), plan);
  return ema == ONE ? u32.MAX_VALUE : <u32>ema;
}

/** floor((1 − alpha) · bond) + floor(alpha · weight), alpha in (0, 1). */
function emaOfCell(consensus: i64, weight: i64, bond: i64, plan: TilePlan): i64 {
  const difference = buyOrSellDifference(consensus, weight, bond);
  const alpha = difference == 0 ? plan.still : alphaOfDifference(difference, plan.low, plan.high, plan.slope);
  const decayed = bond - <i64>((<u64>alpha * <u64>bond + 0xffff_ffff) >> 32);
  return decayed + <i64>((<u64>alpha * <u64>weight) >> 32);
}
