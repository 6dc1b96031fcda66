/**
 * Consensus of 16 columns: v* = min { score v : stake(score > v) < kappa }. In (lo, hi] all the time: the interval is
 * halved, and when it holds few scores, tried at the next of them.
 *
 * The stake at or below a candidate is S − stake(score > v); it is at most S − (the smallest stake) < 2^32 while the
 * candidate is below the largest score, so 32 bits hold it even where S is exactly 2^32. A voter without an entry
 * scores 0 and is never above. TypeScript twin: `src/math/weighted-median.ts`.
 */
import { CONSENSUS, GUESS, LANES, LARGEST_VOTE, LOW, QUARTER, Tile, allOnes, factor, figure, setFigure } from './tile';

/** Halvings before the scores themselves are looked at, besides one for each doubling of the voters. */
const FIRST_HALVINGS: i32 = 4;
/** Halvings between two such looks. */
const NEXT_HALVINGS: i32 = 2;

/** `stake`: the low 32 bits of S; `minority` = S − kappa, in [0, 2^32). */
// @ts-ignore: decorator
@inline
export function medianTile(tile: Tile, stake: u32, minority: u32, packed: bool): void {
  const live0 = openInterval(tile, 0 * QUARTER, stake, minority, packed);
  const live1 = openInterval(tile, 1 * QUARTER, stake, minority, packed);
  const live2 = openInterval(tile, 2 * QUARTER, stake, minority, packed);
  const live3 = openInterval(tile, 3 * QUARTER, stake, minority, packed);
  let lo0 = figure(tile, LOW, 0 * QUARTER);
  let lo1 = figure(tile, LOW, 1 * QUARTER);
  let lo2 = figure(tile, LOW, 2 * QUARTER);
  let lo3 = figure(tile, LOW, 3 * QUARTER);
  let hi0 = v128.bitselect(figure(tile, LARGEST_VOTE, 0 * QUARTER), lo0, live0);
  let hi1 = v128.bitselect(figure(tile, LARGEST_VOTE, 1 * QUARTER), lo1, live1);
  let hi2 = v128.bitselect(figure(tile, LARGEST_VOTE, 2 * QUARTER), lo2, live2);
  let hi3 = v128.bitselect(figure(tile, LARGEST_VOTE, 3 * QUARTER), lo3, live3);
  const high = v128.or(v128.or(hi0, hi1), v128.or(hi2, hi3));
  // Signed comparisons are single instructions: where a score reaches 2^31, both sides are shifted by it.
  const biased = v128.any_true(v128.and(high, i32x4.splat(i32.MIN_VALUE)));
  const one = i32x4.splat(1);
  let halvings = FIRST_HALVINGS + 32 - <i32>clz(tile.voters);
  while (isOpen(lo0, hi0, lo1, hi1) || isOpen(lo2, hi2, lo3, hi3)) {
    let try0: v128, try1: v128, try2: v128, try3: v128;
    if (halvings-- > 0) {
      try0 = middle(lo0, hi0);
      try1 = middle(lo1, hi1);
      try2 = middle(lo2, hi2);
      try3 = middle(lo3, hi3);
    } else {
      // Few scores are left between: the next one may be the answer.
      halvings = NEXT_HALVINGS;
      try0 = nextScore(tile, 0 * QUARTER, lo0, hi0);
      try1 = nextScore(tile, 1 * QUARTER, lo1, hi1);
      try2 = nextScore(tile, 2 * QUARTER, lo2, hi2);
      try3 = nextScore(tile, 3 * QUARTER, lo3, hi3);
      lo0 = i32x4.max_u(lo0, i32x4.sub(try0, one));
      lo1 = i32x4.max_u(lo1, i32x4.sub(try1, one));
      lo2 = i32x4.max_u(lo2, i32x4.sub(try2, one));
      lo3 = i32x4.max_u(lo3, i32x4.sub(try3, one));
    }
    let above0 = i32x4.splat(0);
    let above1 = above0;
    let above2 = above0;
    let above3 = above0;
    let at = tile.values;
    if (biased) {
      const bias = i32x4.splat(i32.MIN_VALUE);
      const score0 = v128.xor(try0, bias);
      const score1 = v128.xor(try1, bias);
      const score2 = v128.xor(try2, bias);
      const score3 = v128.xor(try3, bias);
      for (let k = 0, count = tile.voters; k < count; k++, at += LANES) {
        above0 = i32x4.add(above0, v128.and(i32x4.gt_s(v128.xor(v128.load(at), bias), score0), factor(tile.votes, k, 0, packed)));
        above1 = i32x4.add(above1, v128.and(i32x4.gt_s(v128.xor(v128.load(at, 16), bias), score1), factor(tile.votes, k, 16, packed)));
        above2 = i32x4.add(above2, v128.and(i32x4.gt_s(v128.xor(v128.load(at, 32), bias), score2), factor(tile.votes, k, 32, packed)));
        above3 = i32x4.add(above3, v128.and(i32x4.gt_s(v128.xor(v128.load(at, 48), bias), score3), factor(tile.votes, k, 48, packed)));
      }
    } else {
      for (let k = 0, count = tile.voters; k < count; k++, at += LANES) {
        const vote = factor(tile.votes, k, 0, packed);
        above0 = i32x4.add(above0, v128.and(i32x4.gt_s(v128.load(at), try0), vote));
        above1 = i32x4.add(above1, v128.and(i32x4.gt_s(v128.load(at, 16), try1), packed ? factor(tile.votes, k, 16, true) : vote));
        above2 = i32x4.add(above2, v128.and(i32x4.gt_s(v128.load(at, 32), try2), packed ? factor(tile.votes, k, 32, true) : vote));
        above3 = i32x4.add(above3, v128.and(i32x4.gt_s(v128.load(at, 48), try3), packed ? factor(tile.votes, k, 48, true) : vote));
      }
    }
    const keeps0 = keeps(above0, try0, hi0, stake, minority);
    const keeps1 = keeps(above1, try1, hi1, stake, minority);
    const keeps2 = keeps(above2, try2, hi2, stake, minority);
    const keeps3 = keeps(above3, try3, hi3, stake, minority);
    lo0 = v128.bitselect(try0, lo0, keeps0);
    lo1 = v128.bitselect(try1, lo1, keeps1);
    lo2 = v128.bitselect(try2, lo2, keeps2);
    lo3 = v128.bitselect(try3, lo3, keeps3);
    hi0 = v128.bitselect(hi0, try0, keeps0);
    hi1 = v128.bitselect(hi1, try1, keeps1);
    hi2 = v128.bitselect(hi2, try2, keeps2);
    hi3 = v128.bitselect(hi3, try3, keeps3);
  }
  setFigure(tile, CONSENSUS, 0 * QUARTER, v128.and(live0, hi0));
  setFigure(tile, CONSENSUS, 1 * QUARTER, v128.and(live1, hi1));
  setFigure(tile, CONSENSUS, 2 * QUARTER, v128.and(live2, hi2));
  setFigure(tile, CONSENSUS, 3 * QUARTER, v128.and(live3, hi3));
}

/**
 * Where the stake above 0 reaches kappa: elsewhere consensus is 0. Leaves in `LOW` the smallest score above 0, less 1:
 * the stake above that is the same.
 */
// @ts-ignore: decorator
@inline
function openInterval(tile: Tile, quarter: usize, stake: u32, minority: u32, packed: bool): v128 {
  const zero = i32x4.splat(0);
  const one = i32x4.splat(1);
  let above = zero;
  let least = allOnes();
  let at = tile.values + quarter;
  for (let k = 0, count = tile.voters; k < count; k++, at += LANES) {
    const score = v128.load(at);
    above = i32x4.add(above, v128.andnot(factor(tile.votes, k, quarter, packed), i32x4.eq(score, zero)));
    least = i32x4.min_u(least, i32x4.sub(score, one));
  }
  setFigure(tile, LOW, quarter, least);
  return keeps(above, zero, figure(tile, LARGEST_VOTE, quarter), stake, minority);
}

/** Whether some lane has more than one candidate in (lo, hi]. */
// @ts-ignore: decorator
@inline
function isOpen(lo0: v128, hi0: v128, lo1: v128, hi1: v128): bool {
  const rest = v128.or(i32x4.sub(hi0, lo0), i32x4.sub(hi1, lo1));
  return v128.any_true(i32x4.shr_u(rest, 1));
}

// @ts-ignore: decorator
@inline
function middle(lo: v128, hi: v128): v128 {
  return i32x4.add(lo, i32x4.shr_u(i32x4.sub(hi, lo), 1));
}

/** The smallest score in (lo, hi], or lo where there is but one candidate: nothing moves there any more. */
// @ts-ignore: decorator
@inline
function nextScore(tile: Tile, quarter: usize, lo: v128, hi: v128): v128 {
  const from = i32x4.add(lo, i32x4.splat(1));
  let least = allOnes();
  let at = tile.values + quarter;
  for (let k = 0, count = tile.voters; k < count; k++, at += LANES) {
    least = i32x4.min_u(least, i32x4.sub(v128.load(at), from));
  }
  const isClosed = i32x4.eq(i32x4.shr_u(i32x4.sub(hi, lo), 1), i32x4.splat(0));
  return v128.bitselect(lo, i32x4.add(least, from), isClosed);
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
