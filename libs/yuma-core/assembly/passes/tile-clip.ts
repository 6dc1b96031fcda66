/**
 * Clip at consensus; what follows from it: validator trust, ranks, and (in place of the weights) ΔB for Yuma 2 or the
 * weights for bonds for Yuma 3. With a bonds penalty of 1 the product of ΔB is the product of the rank.
 * TypeScript twins: `src/math/clip.ts`, `src/math/interpolate.ts`, `src/math/product.ts`.
 */
import { mulHigh, mulHighCeil } from '../simd/lanes';
import {
  CONSENSUS,
  DELTA_ANY,
  DELTA_SUM,
  LANES,
  PRERANK_ANY,
  PRERANK_SUM,
  QUARTER,
  RANK_ANY,
  RANK_SUM,
  Tile,
  allOnes,
  factor,
  figure,
  setFigure,
} from './tile';
import { TilePlan } from './tile-plan';

// @ts-ignore: decorator
@inline
export function clipTile(tile: Tile, plan: TilePlan, packed: bool): void {
  const plain = plan.penalty >> 32 != 0 && !plan.yuma3 && !plan.preranks && !tile.mayHoldOne;
  if (plain && !packed) {
    clipDense(tile);
    return;
  }
  for (let quarter: usize = 0; quarter < LANES; quarter += QUARTER) clipQuarter(tile, plan, quarter, packed);
}

/** The common case in one go: Yuma 2, penalty 1, nothing is 1.0. */
function clipDense(tile: Tile): void {
  const limit0 = figure(tile, CONSENSUS, 0 * QUARTER);
  const limit1 = figure(tile, CONSENSUS, 1 * QUARTER);
  const limit2 = figure(tile, CONSENSUS, 2 * QUARTER);
  const limit3 = figure(tile, CONSENSUS, 3 * QUARTER);
  let sum0 = i32x4.splat(0);
  let sum1 = i32x4.splat(0);
  let sum2 = i32x4.splat(0);
  let sum3 = i32x4.splat(0);
  let at = tile.values;
  let trust = tile.trust;
  for (let k = 0, count = tile.count; k < count; k++, at += LANES, trust += QUARTER) {
    const stake = v128.load32_splat(tile.stakes + (<usize>k << 2));
    const clipped0 = i32x4.min_u(v128.load(at), limit0);
    const clipped1 = i32x4.min_u(v128.load(at, 16), limit1);
    const clipped2 = i32x4.min_u(v128.load(at, 32), limit2);
    const clipped3 = i32x4.min_u(v128.load(at, 48), limit3);
    const row = i32x4.add(i32x4.add(clipped0, clipped1), i32x4.add(clipped2, clipped3));
    v128.store(trust, i32x4.add(v128.load(trust), row));
    const product0 = mulHigh(clipped0, stake);
    const product1 = mulHigh(clipped1, stake);
    const product2 = mulHigh(clipped2, stake);
    const product3 = mulHigh(clipped3, stake);
    v128.store(at, product0);
    v128.store(at, product1, 16);
    v128.store(at, product2, 32);
    v128.store(at, product3, 48);
    sum0 = i32x4.add(sum0, product0);
    sum1 = i32x4.add(sum1, product1);
    sum2 = i32x4.add(sum2, product2);
    sum3 = i32x4.add(sum3, product3);
  }
  keepSum(tile, 0 * QUARTER, sum0);
  keepSum(tile, 1 * QUARTER, sum1);
  keepSum(tile, 2 * QUARTER, sum2);
  keepSum(tile, 3 * QUARTER, sum3);
}

/** Nothing is 1.0, so no sum reaches 2^32 and a sum of 0 means that nothing was added. */
// @ts-ignore: decorator
@inline
function keepSum(tile: Tile, quarter: usize, sum: v128): void {
  setFigure(tile, RANK_SUM, quarter, sum);
  setFigure(tile, RANK_ANY, quarter, sum);
  setFigure(tile, DELTA_SUM, quarter, sum);
  setFigure(tile, DELTA_ANY, quarter, sum);
}

/** Four columns of any plan. */
// @ts-ignore: decorator
@inline
function clipQuarter(tile: Tile, plan: TilePlan, quarter: usize, packed: bool): void {
  const limit = figure(tile, CONSENSUS, quarter);
  const penalty = i32x4.splat(<i32>plan.penalty);
  const atWeights = plan.penalty == 0;
  const atClipped = plan.penalty >> 32 != 0;
  const yuma3 = plan.yuma3;
  const preranks = plan.preranks;
  const mayHoldOne = tile.mayHoldOne;
  let rank = i32x4.splat(0);
  let rankAny = rank;
  let prerank = rank;
  let prerankAny = rank;
  let delta = rank;
  let deltaAny = rank;
  for (let k = 0, count = tile.count; k < count; k++) {
    const at = tile.values + <usize>k * LANES + quarter;
    const stake = factor(tile.stakes, k, quarter, packed);
    const weight = v128.load(at);
    const clipped = i32x4.min_u(weight, limit);
    if (packed) addTrustByRow(tile, k, quarter, clipped, mayHoldOne);
    // 1.0 is 0 modulo 2^32.
    else addTrust(tile, k, mayHoldOne ? i32x4.sub(clipped, i32x4.eq(clipped, allOnes())) : clipped);
    const product = mayHoldOne ? mulStake(clipped, stake) : mulHigh(clipped, stake);
    rank = i32x4.add(rank, product);
    rankAny = v128.or(rankAny, product);
    if (preranks) {
      const unclipped = mayHoldOne ? mulStake(weight, stake) : mulHigh(weight, stake);
      prerank = i32x4.add(prerank, unclipped);
      prerankAny = v128.or(prerankAny, unclipped);
    }
    let forBonds = clipped;
    if (atWeights) forBonds = weight;
    else if (!atClipped) forBonds = mayHoldOne ? betweenOne(weight, clipped, penalty) : between(weight, clipped, penalty);
    if (!yuma3) {
      if (atClipped) forBonds = product;
      else forBonds = mayHoldOne ? mulStake(forBonds, stake) : mulHigh(forBonds, stake);
    }
    v128.store(at, forBonds);
    delta = i32x4.add(delta, forBonds);
    deltaAny = v128.or(deltaAny, forBonds);
  }
  setFigure(tile, RANK_SUM, quarter, rank);
  setFigure(tile, RANK_ANY, quarter, rankAny);
  setFigure(tile, PRERANK_SUM, quarter, prerank);
  setFigure(tile, PRERANK_ANY, quarter, prerankAny);
  setFigure(tile, DELTA_SUM, quarter, delta);
  setFigure(tile, DELTA_ANY, quarter, deltaAny);
}

/** w · s where all ones is 1.0: floor(s − s / 2^32) is one short of s. */
// @ts-ignore: decorator
@inline
function mulStake(weight: v128, stake: v128): v128 {
  const short = v128.and(i32x4.eq(weight, allOnes()), i32x4.ne(stake, i32x4.splat(0)));
  return i32x4.sub(mulHigh(weight, stake), short);
}

/** w + floor(penalty · (clipped − w)) of clipped <= w: down by the ceiling. */
// @ts-ignore: decorator
@inline
function between(weight: v128, clipped: v128, penalty: v128): v128 {
  return i32x4.sub(weight, mulHighCeil(penalty, i32x4.sub(weight, clipped)));
}

/**
 * The same where all ones is 1.0. A weight of 1.0 is clipped to 1.0, and stays, or to less: then w − clipped is one
 * more than the lanes say, and 2^32 (which wraps to 0) where clipped to 0.
 */
// @ts-ignore: decorator
@inline
function betweenOne(weight: v128, clipped: v128, penalty: v128): v128 {
  const one = v128.andnot(i32x4.eq(weight, allOnes()), i32x4.eq(clipped, allOnes()));
  const difference = i32x4.sub(i32x4.sub(weight, clipped), one);
  const wrapped = v128.and(one, i32x4.eq(difference, i32x4.splat(0)));
  const down = v128.bitselect(penalty, mulHighCeil(penalty, difference), wrapped);
  return i32x4.sub(i32x4.sub(weight, down), one);
}

// @ts-ignore: decorator
@inline
function addTrust(tile: Tile, k: i32, clipped: v128): void {
  const at = tile.trust + <usize>k * QUARTER;
  v128.store(at, i32x4.add(v128.load(at), clipped));
}

// @ts-ignore: decorator
@inline
function addTrustByRow(tile: Tile, k: i32, quarter: usize, clipped: v128, mayHoldOne: bool): void {
  const rows = tile.rows + <usize>k * 32 + (quarter >> 1);
  addToRow(tile.trust, load<u16>(rows), <u32>i32x4.extract_lane(clipped, 0), mayHoldOne);
  addToRow(tile.trust, load<u16>(rows, 2), <u32>i32x4.extract_lane(clipped, 1), mayHoldOne);
  addToRow(tile.trust, load<u16>(rows, 4), <u32>i32x4.extract_lane(clipped, 2), mayHoldOne);
  addToRow(tile.trust, load<u16>(rows, 6), <u32>i32x4.extract_lane(clipped, 3), mayHoldOne);
}

// @ts-ignore: decorator
@inline
function addToRow(trust: usize, row: u32, clipped: u32, mayHoldOne: bool): void {
  const at = trust + (<usize>row << 3);
  const value = mayHoldOne && clipped == u32.MAX_VALUE ? <u64>1 << 32 : <u64>clipped;
  store<u64>(at, load<u64>(at) + value);
}
