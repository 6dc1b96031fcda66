/**
 * The dense path: two u16 matrices of rows × n, walked in tiles of 16 columns.
 *
 * | pass | function |
 * | --- | --- |
 * | 1 rows | rows.ts listRows, dense-rows.ts scatterRows |
 * | 2 columns | denseTile: normalise, then the steps of tile.ts |
 * | 3 after the sum of ranks | finish.ts; dense-finish.ts: dividends, stored bonds |
 */
import { allocate, get, int, ptr, set } from '../memory';
import { scaleU16 } from '../simd/lanes';
import { Reason, Slot } from '../slots';
import { denseDividends, storeDenseBonds, exactTrust } from './dense-finish';
import { scatterRows } from './dense-rows';
import { collectDividends, collectTile, finishIncentive } from './finish';
import { SINGLE } from './rows';
import { needsPlainAlpha, reasonOfRows } from './route';
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
  const pairs = rows * <u64>n;
  return (
    rows * <u64>strideOf(n) * 2 + rows * tiles * (64 + 4) + tiles * 64 + rows * 64 + 4096 + (pairs + <u64>get(Slot.bondPairs)) * 4
  );
}

/** Runs passes 1 to 3 in memory that is reserved; a reason where the rows turn out not to be ordinary. */
export function runDense(): Reason {
  const n = int(Slot.n);
  const rows = int(Slot.rowCount);
  const stride = strideOf(n);
  const tiles = (n + 15) >> 4;
  set(Slot.rowStride, stride);
  set(Slot.tileCount, tiles);
  set(Slot.denseWeights, <i64>allocate(<u64>rows * stride));
  set(Slot.denseBonds, <i64>allocate(<u64>rows * stride));
  const flags = scatterRows();
  const reason = reasonOfRows(flags);
  if (reason != Reason.none) return reason;
  set(Slot.presence, <i64>allocate(<u64>rows * tiles * 4));
  set(Slot.shares, <i64>allocate(<u64>rows * tiles * LANES));
  set(Slot.singles, <i64>allocate(<u64>tiles * LANES));
  set(Slot.tileScratch, <i64>allocate(TILE_BYTES + 128 + <u64>rows * LANES));
  denseTiles((flags & SINGLE) != 0, 0, tiles);
  // The plain average is used then; known only now, when the stored bonds are overwritten.
  if (needsPlainAlpha()) return Reason.noConsensusLiquid;
  exactTrust();
  finishIncentive();
  denseDividends(0, tiles);
  collectDividends();
  storeDenseBonds();
  return Reason.none;
}

/** Pass 2 over the tiles [from, to). */
function denseTiles(singleRows: bool, from: i32, to: i32): void {
  const scratch = ptr(Slot.tileScratch);
  const plan = changetype<TilePlan>(scratch);
  const tile = changetype<Tile>(scratch + 128);
  fillPlan(plan);
  tile.figures = scratch + 256;
  tile.values = scratch + 128 + TILE_BYTES;
  tile.count = int(Slot.rowCount);
  tile.voters = int(Slot.voterRows);
  tile.stakes = ptr(Slot.rowStake);
  tile.votes = ptr(Slot.rowVote);
  tile.bondsStep = ptr(Slot.rowStride);
  tile.presenceStep = <usize>int(Slot.tileCount) << 2;
  tile.trust = ptr(Slot.rowTrust);
  for (let t = from; t < to; t++) {
    tile.bonds = ptr(Slot.denseBonds) + (<usize>t << 5);
    tile.shares = ptr(Slot.shares) + <usize>t * <usize>tile.count * LANES;
    tile.presence = ptr(Slot.presence) + (<usize>t << 2);
    tile.singles = ptr(Slot.singles) + <usize>t * LANES;
    tile.mayHoldOne = false;
    normalizeTile(tile, t, singleRows);
    runSteps(tile, plan, false);
    collectTile(tile, t);
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
