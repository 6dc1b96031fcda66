/**
 * Yuma 3 with liquid alpha: a speed for each cell, only where there is a weight; an old bond without one vanishes.
 * TypeScript twins: `src/epoch/liquid-alpha.ts`, `src/math/ema.ts` matEmaAlphaSparse.
 */
import { alphaOfDifference, buyOrSellDifference } from '../fixed/exp';
import { ONE } from '../fixed/i32f32';
import { CONSENSUS, EMA_LARGEST, EMA_SUM, LANES, Tile } from './tile';
import { TilePlan } from './tile-plan';

/** All ones is 1.0. */
// @ts-ignore: decorator
@inline
function widen(value: u32): i64 {
  return value == u32.MAX_VALUE ? ONE : <i64>value;
}

export function emaLiquid(tile: Tile, plan: TilePlan): void {
  for (let lane: usize = 0; lane < LANES; lane += 4) {
    const consensus = widen(load<u32>(tile.figures + CONSENSUS + lane));
    let at = tile.values + lane;
    let bonds = tile.bonds + (lane >> 1);
    let sum: u64 = 0;
    let largest: u32 = 0;
    for (let k = 0, count = tile.count; k < count; k++, at += LANES, bonds += tile.bondsStep) {
      const value = load<u32>(at);
      if (value == 0) continue;
      const ema = emaOfCell(consensus, widen(value), widen(<u32>load<u16>(bonds) * 65537), plan);
      sum += <u64>ema;
      const kept = ema == ONE ? u32.MAX_VALUE : <u32>ema;
      store<u32>(at, kept);
      largest = max(largest, kept);
    }
    store<u32>(tile.figures + EMA_LARGEST + lane, largest);
    store<u64>(tile.figures + EMA_SUM + 2 * lane, sum);
  }
}

/** floor((1 − alpha) · bond) + floor(alpha · weight), alpha in (0, 1). */
// @ts-ignore: decorator
@inline
function emaOfCell(consensus: i64, weight: i64, bond: i64, plan: TilePlan): i64 {
  const difference = buyOrSellDifference(consensus, weight, bond);
  const alpha = difference == 0 ? plan.still : alphaOfDifference(difference, plan.low, plan.high, plan.slope);
  const decayed = bond - <i64>((<u64>alpha * <u64>bond + 0xffff_ffff) >> 32);
  return decayed + <i64>((<u64>alpha * <u64>weight) >> 32);
}
