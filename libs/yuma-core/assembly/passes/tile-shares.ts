/**
 * Bonds of the next epoch: column-normalised for the dividends, and as u16 for storage — max-upscaled by column
 * (Yuma 2) or as they are (Yuma 3). TypeScript twins: `src/math/normalize.ts`, `src/epoch/stored-bonds.ts`.
 *
 * A share of 1.0, of the only entry of a column, is written as all ones, and the column is marked in `singles`.
 */
import { divide, divideWide, storeReciprocal, storeWideReciprocal } from '../simd/division';
import { storeU16, toU16 } from '../simd/lanes';
import {
  EMA_LARGEST,
  EMA_SUM,
  LANES,
  QUARTER,
  RECIPROCAL,
  SHARE_LARGEST,
  Tile,
  allOnes,
  figure,
} from './tile';

const TWO_32: u64 = 1 << 32;
/** Divisors of `divideWide` start here. */
const WIDE_FROM: u64 = 1 << 17;

export function sharesYuma2(tile: Tile): void {
  const figures = tile.figures;
  for (let lane: usize = 0; lane < LANES; lane += 4) {
    const sum = load<u64>(figures + EMA_SUM + 2 * lane);
    const largest = <u64>load<u32>(figures + EMA_LARGEST + lane);
    const single = sum != 0 && sum == largest;
    store<u32>(tile.singles + lane, single ? u32.MAX_VALUE : 0);
    const share = single ? <u64>u32.MAX_VALUE : sum == 0 ? 0 : (largest << 32) / sum;
    store<u32>(figures + SHARE_LARGEST + lane, <u32>share);
    storeReciprocal(figures + RECIPROCAL + lane, sum);
    storeReciprocal(figures + RECIPROCAL + 3 * LANES + lane, share);
  }
  for (let quarter: usize = 0; quarter < LANES; quarter += QUARTER) sharesYuma2Quarter(tile, quarter);
}

function sharesYuma2Quarter(tile: Tile, quarter: usize): void {
  const reciprocal = tile.figures + RECIPROCAL + quarter;
  const s0 = v128.load(reciprocal);
  const s1 = v128.load(reciprocal, 64);
  const s2 = v128.load(reciprocal, 128);
  const m0 = v128.load(reciprocal, 192);
  const m1 = v128.load(reciprocal, 256);
  const m2 = v128.load(reciprocal, 320);
  const zero = i32x4.splat(0);
  const single = v128.load(tile.singles + quarter);
  const largestShare = figure(tile, SHARE_LARGEST, quarter);
  // No share is all ones where the largest is 0.
  const top = v128.or(largestShare, i32x4.eq(largestShare, zero));
  const full = i32x4.splat(65535);
  let from = tile.values + quarter;
  let to = tile.shares + quarter;
  let bonds = tile.bonds + (quarter >> 1);
  let presence = tile.presence + (quarter >> 4);
  const bondsStep = tile.bondsStep;
  const presenceStep = tile.presenceStep;
  for (let k = 0, count = tile.count; k < count; k++) {
    const ema = v128.load(from);
    const isStored = i32x4.ne(ema, zero);
    const share = v128.bitselect(isStored, divide(ema, s0, s1, s2), single);
    v128.store(to, share);
    const upscaled = v128.bitselect(full, toU16(divide(share, m0, m1, m2)), i32x4.eq(share, top));
    storeU16(bonds, upscaled);
    store<u8>(presence, i32x4.bitmask(isStored));
    from += LANES;
    to += LANES;
    bonds += bondsStep;
    presence += presenceStep;
  }
}

export function sharesYuma3(tile: Tile): void {
  const figures = tile.figures;
  for (let lane: usize = 0; lane < LANES; lane += 4) {
    const sum = load<u64>(figures + EMA_SUM + 2 * lane);
    const largest = load<u32>(figures + EMA_LARGEST + lane);
    const single = sum != 0 && sum == (largest == u32.MAX_VALUE ? TWO_32 : <u64>largest);
    store<u32>(tile.singles + lane, single ? u32.MAX_VALUE : 0);
    // Of an entry of exactly 1.0 among others: 2^64 / sum, below 2^32.
    store<u32>(figures + SHARE_LARGEST + lane, sum > TWO_32 ? shareOfOne(sum) : u32.MAX_VALUE);
  }
  for (let quarter: usize = 0; quarter < LANES; quarter += QUARTER) {
    const sums = figures + EMA_SUM + 2 * quarter;
    let largest: u64 = 0;
    let smallest = u64.MAX_VALUE;
    for (let lane: usize = 0; lane < 32; lane += 8) {
      const sum = load<u64>(sums + lane);
      largest = max(largest, sum);
      if (sum != 0) smallest = min(smallest, sum);
    }
    if (largest <= TWO_32) sharesYuma3Quarter(tile, quarter, false);
    else if (smallest >= WIDE_FROM) sharesYuma3Quarter(tile, quarter, true);
    else sharesYuma3Scalar(tile, quarter);
  }
}

/** floor(2^64 / sum), sum > 2^32. */
function shareOfOne(sum: u64): u32 {
  const quotient = u64.MAX_VALUE / sum;
  const exact = u64.MAX_VALUE - quotient * sum + 1 == sum;
  return <u32>(quotient + (exact ? 1 : 0));
}

function sharesYuma3Quarter(tile: Tile, quarter: usize, wide: bool): void {
  const reciprocal = tile.figures + RECIPROCAL + quarter;
  for (let lane: usize = 0; lane < QUARTER; lane += 4) {
    const sum = load<u64>(tile.figures + EMA_SUM + 2 * (quarter + lane));
    if (wide && sum != 0) storeWideReciprocal(reciprocal + lane, sum);
    else storeReciprocal(reciprocal + lane, sum);
  }
  const r0 = v128.load(reciprocal);
  const r1 = v128.load(reciprocal, 64);
  const r2 = v128.load(reciprocal, 128);
  const single = v128.load(tile.singles + quarter);
  const ofOne = figure(tile, SHARE_LARGEST, quarter);
  let from = tile.values + quarter;
  let to = tile.shares + quarter;
  for (let k = 0, count = tile.count; k < count; k++, from += LANES, to += LANES) {
    const ema = v128.load(from);
    storeYuma3(tile, k, quarter, ema);
    const quotient = wide ? divideWide(ema, r0, r1, r2) : divide(ema, r0, r1, r2);
    const share = v128.bitselect(ofOne, quotient, i32x4.eq(ema, allOnes()));
    v128.store(to, v128.bitselect(i32x4.ne(ema, i32x4.splat(0)), share, single));
  }
}

/** Tiny and huge column sums side by side: no one shift fits both. */
function sharesYuma3Scalar(tile: Tile, quarter: usize): void {
  for (let k = 0, count = tile.count; k < count; k++) {
    const offset = <usize>k * LANES + quarter;
    storeYuma3(tile, k, quarter, v128.load(tile.values + offset));
    for (let lane: usize = 0; lane < QUARTER; lane += 4) {
      const ema = load<u32>(tile.values + offset + lane);
      const sum = load<u64>(tile.figures + EMA_SUM + 2 * (quarter + lane));
      let share: u32 = 0;
      if (ema != 0) {
        if (load<u32>(tile.singles + quarter + lane)) share = u32.MAX_VALUE;
        else if (ema == u32.MAX_VALUE) share = load<u32>(tile.figures + SHARE_LARGEST + quarter + lane);
        else share = <u32>((<u64>ema << 32) / sum);
      }
      store<u32>(tile.shares + offset + lane, share);
    }
  }
}

/** The bond to be stored: truncated to u16, and whether there is one (its u16 may be 0). */
// @ts-ignore: decorator
@inline
function storeYuma3(tile: Tile, k: i32, quarter: usize, ema: v128): void {
  const value = v128.bitselect(i32x4.splat(65535), toU16(ema), i32x4.eq(ema, allOnes()));
  storeU16(tile.bonds + <usize>k * tile.bondsStep + (quarter >> 1), value);
  const isStored = i32x4.ne(ema, i32x4.splat(0));
  store<u8>(tile.presence + <usize>k * tile.presenceStep + (quarter >> 4), i32x4.bitmask(isStored));
}
