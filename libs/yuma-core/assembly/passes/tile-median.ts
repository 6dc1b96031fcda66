/**
 * Consensus of 16 columns: v* = min { score v : stake(score > v) < kappa }, bit by bit from the highest set one.
 *
 * The stake at or below a candidate is S − stake(score > v); it is at most S − (the smallest stake) < 2^32 while the
 * candidate is below the largest score, so 32 bits hold it even where S is exactly 2^32. A voter without an entry
 * scores 0 and is never above. TypeScript twin: `src/math/weighted-median.ts`.
 */
import { CONSENSUS, GUESS, LANES, LARGEST_VOTE, QUARTER, Tile, factor, figure, setFigure } from './tile';

/** `stake`: the low 32 bits of S; `minority` = S − kappa, in [0, 2^32). */
// @ts-ignore: decorator
@inline
export function medianTile(tile: Tile, stake: u32, minority: u32, packed: bool): void {
  const largest0 = figure(tile, LARGEST_VOTE, 0 * QUARTER);
  const largest1 = figure(tile, LARGEST_VOTE, 1 * QUARTER);
  const largest2 = figure(tile, LARGEST_VOTE, 2 * QUARTER);
  const largest3 = figure(tile, LARGEST_VOTE, 3 * QUARTER);
  const any = v128.or(v128.or(largest0, largest1), v128.or(largest2, largest3));
  const bits = <u32>(
    (i32x4.extract_lane(any, 0) |
      i32x4.extract_lane(any, 1) |
      i32x4.extract_lane(any, 2) |
      i32x4.extract_lane(any, 3))
  );
  if (bits == 0) {
    for (let quarter: usize = 0; quarter < LANES; quarter += QUARTER) {
      setFigure(tile, CONSENSUS, quarter, i32x4.splat(0));
    }
    return;
  }
  // Signed comparisons are single instructions: where a score reaches 2^31, both sides are shifted by it.
  const bias = i32x4.splat(<i32>(bits & 0x8000_0000));
  const zero = i32x4.splat(0);
  // Every column whose stake above 0 does not reach kappa has consensus 0: `below` stays, and the mask says so.
  const live0 = reaches(tile, 0 * QUARTER, zero, largest0, bias, stake, minority, packed);
  const live1 = reaches(tile, 1 * QUARTER, zero, largest1, bias, stake, minority, packed);
  const live2 = reaches(tile, 2 * QUARTER, zero, largest2, bias, stake, minority, packed);
  const live3 = reaches(tile, 3 * QUARTER, zero, largest3, bias, stake, minority, packed);
  let below0 = zero;
  let below1 = zero;
  let below2 = zero;
  let below3 = zero;
  if (v128.any_true(v128.or(v128.or(live0, live1), v128.or(live2, live3)))) {
    for (let bit = <i32>(31 - clz(bits)); bit >= 0; bit--) {
      const step = i32x4.splat(1 << bit);
      const try0 = v128.or(below0, step);
      const try1 = v128.or(below1, step);
      const try2 = v128.or(below2, step);
      const try3 = v128.or(below3, step);
      const score0 = v128.xor(try0, bias);
      const score1 = v128.xor(try1, bias);
      const score2 = v128.xor(try2, bias);
      const score3 = v128.xor(try3, bias);
      let above0 = zero;
      let above1 = zero;
      let above2 = zero;
      let above3 = zero;
      let at = tile.values;
      if (bits >> 31) {
        for (let k = 0, count = tile.voters; k < count; k++, at += LANES) {
          above0 = i32x4.add(above0, v128.and(i32x4.gt_s(v128.xor(v128.load(at), bias), score0), factor(tile.votes, k, 0, packed)));
          above1 = i32x4.add(above1, v128.and(i32x4.gt_s(v128.xor(v128.load(at, 16), bias), score1), factor(tile.votes, k, 16, packed)));
          above2 = i32x4.add(above2, v128.and(i32x4.gt_s(v128.xor(v128.load(at, 32), bias), score2), factor(tile.votes, k, 32, packed)));
          above3 = i32x4.add(above3, v128.and(i32x4.gt_s(v128.xor(v128.load(at, 48), bias), score3), factor(tile.votes, k, 48, packed)));
        }
      } else {
        for (let k = 0, count = tile.voters; k < count; k++, at += LANES) {
          above0 = i32x4.add(above0, v128.and(i32x4.gt_s(v128.load(at), try0), factor(tile.votes, k, 0, packed)));
          above1 = i32x4.add(above1, v128.and(i32x4.gt_s(v128.load(at, 16), try1), factor(tile.votes, k, 16, packed)));
          above2 = i32x4.add(above2, v128.and(i32x4.gt_s(v128.load(at, 32), try2), factor(tile.votes, k, 32, packed)));
          above3 = i32x4.add(above3, v128.and(i32x4.gt_s(v128.load(at, 48), try3), factor(tile.votes, k, 48, packed)));
        }
      }
      below0 = v128.bitselect(try0, below0, keeps(above0, try0, largest0, stake, minority));
      below1 = v128.bitselect(try1, below1, keeps(above1, try1, largest1, stake, minority));
      below2 = v128.bitselect(try2, below2, keeps(above2, try2, largest2, stake, minority));
      below3 = v128.bitselect(try3, below3, keeps(above3, try3, largest3, stake, minority));
    }
  }
  const one = i32x4.splat(1);
  setFigure(tile, CONSENSUS, 0 * QUARTER, v128.and(live0, i32x4.add(below0, one)));
  setFigure(tile, CONSENSUS, 1 * QUARTER, v128.and(live1, i32x4.add(below1, one)));
  setFigure(tile, CONSENSUS, 2 * QUARTER, v128.and(live2, i32x4.add(below2, one)));
  setFigure(tile, CONSENSUS, 3 * QUARTER, v128.and(live3, i32x4.add(below3, one)));
}

/**
 * Takes the guess where it is certainly right in all 16 columns: v is the median exactly if stake(score > v) < kappa
 * and stake(score > v − 1) >= kappa. One pass instead of one per bit; a wrong guess costs that pass.
 */
// @ts-ignore: decorator
@inline
export function isGuessRight(tile: Tile, stake: u32, minority: u32, packed: bool): bool {
  const bias = i32x4.splat(i32.MIN_VALUE);
  const zero = i32x4.splat(0);
  for (let quarter: usize = 0; quarter < LANES; quarter += QUARTER) {
    const largest = figure(tile, LARGEST_VOTE, quarter);
    const guess = figure(tile, GUESS, quarter);
    const isPositive = i32x4.ne(guess, zero);
    if (v128.any_true(reaches(tile, quarter, guess, largest, bias, stake, minority, packed))) return false;
    const before = i32x4.add(guess, isPositive);
    const reachedBefore = reaches(tile, quarter, before, largest, bias, stake, minority, packed);
    if (v128.any_true(v128.andnot(isPositive, reachedBefore))) return false;
  }
  for (let quarter: usize = 0; quarter < LANES; quarter += QUARTER) {
    setFigure(tile, CONSENSUS, quarter, figure(tile, GUESS, quarter));
  }
  return true;
}

/** Where stake(score > candidate) >= kappa, from that stake modulo 2^32. */
// @ts-ignore: decorator
@inline
function keeps(above: v128, candidate: v128, largest: v128, stake: u32, minority: u32): v128 {
  const atOrBelow = i32x4.sub(i32x4.splat(stake), above);
  return v128.and(i32x4.le_u(atOrBelow, i32x4.splat(minority)), i32x4.lt_u(candidate, largest));
}

/** `keeps` of one quarter at one candidate. */
// @ts-ignore: decorator
@inline
function reaches(
  tile: Tile,
  quarter: usize,
  candidate: v128,
  largest: v128,
  bias: v128,
  stake: u32,
  minority: u32,
  packed: bool,
): v128 {
  const score = v128.xor(candidate, bias);
  let above = i32x4.splat(0);
  let at = tile.values + quarter;
  for (let k = 0, count = tile.voters; k < count; k++, at += LANES) {
    const isAbove = i32x4.gt_s(v128.xor(v128.load(at), bias), score);
    above = i32x4.add(above, v128.and(isAbove, factor(tile.votes, k, quarter, packed)));
  }
  return keeps(above, candidate, largest, stake, minority);
}
