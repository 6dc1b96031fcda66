/**
 * The dense path: two u16 matrices of rows × n, walked in tiles of 16 columns. `phases.ts` has the order.
 *
 * | pass | function |
 * | --- | --- |
 * | 1 rows | rows.ts listRows, dense-rows.ts scatterRows |
 * | 2 columns | denseTiles: normalizeTile, then the steps of tile.ts |
 * | 3 after the sum of ranks | finish.ts; dense-finish.ts: dividends, stored bonds |
 */
import { allocate, get, int, ptr, set } from '../memory';
import { scaleU16 } from '../simd/lanes';
import { Slot } from '../slots';
import { claim, claimSize } from './claim';
import { exactTrust } from './dense-finish';
import { collectTile, finishIncentive, guessColumn } from './finish';
import { SINGLE, rowSums } from './rows';
import { BOND_SUM, LANES, LARGEST_VOTE, QUARTER, TILE_BYTES, Tile, allOnes, setFigure } from './tile';
import { TilePlan, fillPlan, runSteps } from './tile-steps';

/** Rows whose distance is a multiple of this many bytes fall into few cache sets. */
const CACHE_STRIDE: usize = 256;

/** Bytes of a u16 row: whole tiles, padded off powers of two. */
function strideOf(n: i32): usize {
  const bytes = ((<usize>n + 15) & ~15) << 1;
  return bytes % CACHE_STRIDE == 0 ? bytes + 64 : bytes;
}

/** Bytes that the dense path takes for so many rows. */
export function denseBytes(rows: u64): u64 {
  const n = int(Slot.n);
  const tiles = (<u64>n + 15) >> 4;
  const cells = rows * (<u64>strideOf(n) * 2 + tiles * (LANES + 4));
  const scratch = <u64>int(Slot.threads) * scratchBytes(rows);
  const output = (rows * <u64>n + <u64>get(Slot.bondPairs)) * 4;
  return cells + tiles * LANES + scratch + output + 4096;
}

/** Scratch of one thread, on its own cache lines. */
function scratchBytes(rows: u64): u64 {
  return (TILE_BYTES + 128 + rows * LANES + 127) & ~127;
}

/** Places the matrices, in memory that is reserved. Phase `denseRows` follows. */
export function beginDense(): void {
  const n = int(Slot.n);
  const rows = <u64>int(Slot.rowCount);
  const stride = strideOf(n);
  const tiles = (<u64>n + 15) >> 4;
  set(Slot.rowStride, stride);
  set(Slot.tileCount, tiles);
  set(Slot.denseWeights, <i64>allocate(rows * stride));
  set(Slot.denseBonds, <i64>allocate(rows * stride));
  set(Slot.presence, <i64>allocate(rows * tiles * 4));
  set(Slot.shares, <i64>allocate(rows * tiles * LANES));
  set(Slot.singles, <i64>allocate(tiles * LANES));
  set(Slot.tileScratch, <i64>allocate(<u64>int(Slot.threads) * scratchBytes(rows)));
}

/** After `denseTiles`: what is needed before the dividends. */
export function afterDenseTiles(): void {
  exactTrust();
  finishIncentive();
}

/** Phase `denseTiles`, one thread's share. */
export function denseTiles(thread: i32): void {
  const scratch = ptr(Slot.tileScratch) + <usize>thread * <usize>scratchBytes(<u64>int(Slot.rowCount));
  const plan = changetype<TilePlan>(scratch);
  const tile = changetype<Tile>(scratch + 128);
  const singleRows = (int(Slot.rowFlags) & SINGLE) != 0;
  fillPlan(plan);
  tile.figures = scratch + 256;
  tile.values = scratch + 128 + TILE_BYTES;
  tile.count = int(Slot.rowCount);
  tile.voters = int(Slot.voterRows);
  tile.stakes = ptr(Slot.rowStake);
  tile.votes = ptr(Slot.rowVote);
  tile.bondsStep = ptr(Slot.rowStride);
  tile.presenceStep = <usize>int(Slot.tileCount) << 2;
  tile.trust = rowSums(Slot.rowTrust, thread);
  const tiles = int(Slot.tileCount);
  const size = claimSize(tiles);
  for (let first = claim(size); first < tiles; first = claim(size)) {
    for (let t = first, end = min(first + size, tiles); t < end; t++) {
      tile.bonds = ptr(Slot.denseBonds) + (<usize>t << 5);
      tile.shares = ptr(Slot.shares) + <usize>t * <usize>tile.count * LANES;
      tile.presence = ptr(Slot.presence) + (<usize>t << 2);
      tile.singles = ptr(Slot.singles) + <usize>t * LANES;
      tile.mayHoldOne = false;
      normalizeTile(tile, t, singleRows);
      if (plan.warmStart) for (let lane = 0; lane < 16; lane++) guessColumn(tile, lane, (t << 4) + lane);
      runSteps(tile, plan, false);
      collectTile(tile, t);
    }
  }
}

/** Row-normalised weights of a tile, the largest vote and the sum of the stored bonds of each column. */
function normalizeTile(tile: Tile, t: i32, singleRows: bool): void {
  const weights = ptr(Slot.denseWeights) + (<usize>t << 5);
  const stride = ptr(Slot.rowStride);
  const scales = ptr(Slot.rowScale);
  for (let quarter: usize = 0; quarter < LANES; quarter += QUARTER) {
    let largest = i32x4.splat(0);
    let largestVote = largest;
    let bondSum = largest;
    let from = weights + (quarter >> 1);
    let bonds = tile.bonds + (quarter >> 1);
    let to = tile.values + quarter;
    for (let k = 0, count = tile.count; k < count; k++) {
      if (k == tile.voters) largestVote = largest;
      const scale = v128.load64_splat(scales + (<usize>k << 3));
      const weight = scaleU16(v128.load16x4_u(from), scale, scale);
      v128.store(to, weight);
      largest = i32x4.max_u(largest, weight);
      bondSum = i32x4.add(bondSum, v128.load16x4_u(bonds));
      from += stride;
      bonds += stride;
      to += LANES;
    }
    setFigure(tile, LARGEST_VOTE, quarter, tile.voters == tile.count ? largest : largestVote);
    setFigure(tile, BOND_SUM, quarter, bondSum);
    if (singleRows && v128.any_true(i32x4.eq(largest, allOnes()))) tile.mayHoldOne = true;
  }
}
