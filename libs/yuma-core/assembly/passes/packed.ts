/**
 * The packed path: columns of stored entries, 16 of similar length to a tile, for matrices with many zeros. `phases.ts`
 * has the order.
 *
 * | pass | function |
 * | --- | --- |
 * | 1 rows | rows.ts listRows, packed-rows.ts mergeRows, scatterColumns |
 * | 2 columns | packedTiles: unpack, the steps of tile.ts, repack |
 * | 3 after the sum of ranks | finish.ts; packed-finish.ts: dividends, stored bonds |
 */
import { allocate, get, int, ptr, reserve, set } from '../memory';
import { Reason, Slot } from '../slots';
import { claim, claimSize } from './claim';
import { collectColumn, collectDividends, finishIncentive, guessColumn } from './finish';
import { closeUpBonds, packedTrust, placeOutput } from './packed-finish';
import { LEVEL, orderColumns } from './packed-rows';
import { reasonOfRows } from './route';
import { SINGLE, UNSORTED, rowField, rowSums } from './rows';
import { BOND_SUM, GUESS, LANES, LARGEST_VOTE, QUARTER, SINGLES, TILE_BYTES, Tile, allOnes, setFigure } from './tile';
import { TilePlan, fillPlan, runSteps } from './tile-steps';

/** Bytes of scratch per level: weights, stakes, votes, bonds, rows, presence. */
const SCRATCH_LEVEL: u64 = 3 * 64 + 2 * 32 + 4;

/** After `packedRows`. Phase `packedColumns` follows, unless there is a reason against it. */
export function afterPackedRows(): Reason {
  const flags = int(Slot.rowFlags);
  if (flags & UNSORTED) return Reason.unsortedSparse;
  const reason = reasonOfRows(flags);
  if (reason != Reason.none) return reason;
  if (!orderColumns()) return Reason.memory;
  const rows = <u64>int(Slot.rowCount);
  const output = (<u64>get(Slot.weightPairs) + 2 * <u64>get(Slot.bondPairs)) << 2;
  const scratch = <u64>int(Slot.threads) * scratchBytes();
  if (!reserve(scratch + rows * 8 + <u64>int(Slot.n) * 8 + output)) return Reason.memory;
  joinStakes();
  set(Slot.singles, <i64>allocate(<u64>int(Slot.n) << 2));
  set(Slot.tileScratch, <i64>allocate(scratch));
  placeOutput();
  clearColumns();
  return Reason.none;
}

/** Scratch of one thread. */
function scratchBytes(): u64 {
  return (TILE_BYTES + 512 + <u64>int(Slot.rowCount) * SCRATCH_LEVEL + 127) & ~127;
}

/** After `packedTiles`: what is needed before the dividends. Phase `packedBonds` follows. */
export function afterPackedTiles(): void {
  packedTrust();
  finishIncentive();
}

/** After `packedBonds`. */
export function afterPackedBonds(): void {
  collectDividends();
  closeUpBonds();
}

/** Stake and vote of each row side by side: one load for both. */
function joinStakes(): void {
  const rows = int(Slot.rowCount);
  const joined = allocate(<u64>rows << 3);
  for (let r = 0; r < rows; r++) {
    store<u32>(joined + (<usize>r << 3), rowField(Slot.rowStake, r));
    store<u32>(joined + (<usize>r << 3), rowField(Slot.rowVote, r), 4);
  }
  set(Slot.stakesAndVotes, <i64>joined);
}

/** Columns without entries are in no tile: consensus and rank 0. */
function clearColumns(): void {
  const bytes = <usize>int(Slot.n) << 3;
  if (!int(Slot.warmStart)) memory.fill(ptr(Slot.consensus), 0, bytes);
  else clearUnusedConsensus();
  memory.fill(ptr(Slot.incentive), 0, bytes);
  memory.fill(ptr(Slot.preranks), 0, bytes);
}

/** The other columns keep the last consensus, as a guess. */
function clearUnusedConsensus(): void {
  const order = ptr(Slot.columnOrder);
  for (let c = int(Slot.usedColumns), n = int(Slot.n); c < n; c++) {
    store<u64>(ptr(Slot.consensus) + (<usize>load<u32>(order + (<usize>c << 2)) << 3), 0);
  }
}

/** Phase `packedTiles`, one thread's share. */
export function packedTiles(thread: i32): void {
  const scratch = ptr(Slot.tileScratch) + <usize>thread * <usize>scratchBytes();
  const singleRows = (int(Slot.rowFlags) & SINGLE) != 0;
  const plan = changetype<TilePlan>(scratch);
  const tile = changetype<Tile>(scratch + 128);
  const room = <usize>int(Slot.rowCount);
  fillPlan(plan);
  tile.figures = scratch + 256;
  tile.values = scratch + 128 + TILE_BYTES;
  tile.stakes = tile.values + room * LANES;
  tile.votes = tile.stakes + room * LANES;
  tile.bonds = tile.votes + room * LANES;
  tile.bondsStep = 32;
  tile.rows = tile.bonds + room * 32;
  tile.presence = tile.rows + room * 32;
  tile.presenceStep = 4;
  tile.trust = rowSums(Slot.rowTrust, thread);
  tile.singles = tile.figures + SINGLES;
  // Stakes are not needed any more when shares come.
  tile.shares = tile.stakes;
  const starts = ptr(Slot.tileStarts);
  const tiles = int(Slot.tileCount);
  const size = claimSize(tiles);
  for (let first = claim(size); first < tiles; first = claim(size)) {
    for (let t = first, end = min(first + size, tiles); t < end; t++) {
      const start = load<u32>(starts + (<usize>t << 2));
      const records = ptr(Slot.shares) + <usize>start * LEVEL;
      tile.count = <i32>(load<u32>(starts + (<usize>t << 2), 4) - start);
      tile.voters = tile.count;
      tile.mayHoldOne = false;
      unpack(tile, records, singleRows);
      if (plan.warmStart) guessTile(tile, t);
      runSteps(tile, plan, true);
      repack(tile, records);
      collectTile(tile, t);
    }
  }
}

/** Records to lanes, with the stake and the vote of each entry's row. */
function unpack(tile: Tile, records: usize, singleRows: bool): void {
  const joined = ptr(Slot.stakesAndVotes);
  const lowHalf = i32x4.splat(0xffff);
  const zero = i32x4.splat(0);
  for (let quarter: usize = 0; quarter < LANES; quarter += QUARTER) {
    let largest = zero;
    let largestVote = zero;
    let bondSum = zero;
    let from = records + 2 * quarter;
    let offset = quarter;
    for (let k = 0, count = tile.count; k < count; k++, from += LEVEL, offset += LANES) {
      const first = v128.load(from);
      const second = v128.load(from, 16);
      const weight = v128.shuffle<i32>(first, second, 0, 2, 4, 6);
      const rest = v128.shuffle<i32>(first, second, 1, 3, 5, 7);
      const bond = v128.and(rest, lowHalf);
      const row = i32x4.shr_u(rest, 16);
      const half = offset >> 1;
      v128.store64_lane(tile.rows + half, i16x8.narrow_i32x4_u(row, row), 0);
      v128.store64_lane(tile.bonds + half, i16x8.narrow_i32x4_u(bond, bond), 0);
      const pair01 = v128.load64_lane(
        joined + (<usize>i32x4.extract_lane(row, 1) << 3),
        v128.load64_zero(joined + (<usize>i32x4.extract_lane(row, 0) << 3)),
        1,
      );
      const pair23 = v128.load64_lane(
        joined + (<usize>i32x4.extract_lane(row, 3) << 3),
        v128.load64_zero(joined + (<usize>i32x4.extract_lane(row, 2) << 3)),
        1,
      );
      const vote = v128.shuffle<i32>(pair01, pair23, 1, 3, 5, 7);
      v128.store(tile.values + offset, weight);
      v128.store(tile.stakes + offset, v128.shuffle<i32>(pair01, pair23, 0, 2, 4, 6));
      v128.store(tile.votes + offset, vote);
      largest = i32x4.max_u(largest, weight);
      largestVote = i32x4.max_u(largestVote, v128.and(weight, i32x4.ne(vote, zero)));
      bondSum = i32x4.add(bondSum, bond);
    }
    setFigure(tile, LARGEST_VOTE, quarter, largestVote);
    setFigure(tile, BOND_SUM, quarter, bondSum);
    if (singleRows && v128.any_true(i32x4.eq(largest, allOnes()))) tile.mayHoldOne = true;
  }
}

/** Lanes to records: share u32, bond u16, whether the bond is stored. */
function repack(tile: Tile, records: usize): void {
  const zero = i32x4.splat(0);
  const stored = i32x4.splat(0x10000);
  for (let k = 0, count = tile.count; k < count; k++, records += LEVEL) {
    for (let quarter: usize = 0; quarter < LANES; quarter += QUARTER) {
      const offset = <usize>k * LANES + quarter;
      const share = v128.load(tile.shares + offset);
      const isStored = i32x4.ne(v128.load(tile.values + offset), zero);
      const bond = v128.or(v128.load16x4_u(tile.bonds + (offset >> 1)), v128.and(isStored, stored));
      v128.store(records + 2 * quarter, v128.shuffle<i32>(share, bond, 0, 4, 1, 5));
      v128.store(records + 2 * quarter, v128.shuffle<i32>(share, bond, 2, 6, 3, 7), 16);
    }
  }
}

function guessTile(tile: Tile, t: i32): void {
  const order = ptr(Slot.columnOrder) + (<usize>t << 6);
  const lanes = min(16, int(Slot.usedColumns) - (t << 4));
  for (let quarter: usize = 0; quarter < LANES; quarter += QUARTER) setFigure(tile, GUESS, quarter, i32x4.splat(0));
  for (let lane = 0; lane < lanes; lane++) guessColumn(tile, lane, load<i32>(order + (<usize>lane << 2)));
}

function collectTile(tile: Tile, t: i32): void {
  const order = ptr(Slot.columnOrder) + (<usize>t << 6);
  const lanes = min(16, int(Slot.usedColumns) - (t << 4));
  for (let lane = 0; lane < lanes; lane++) {
    const j = load<u32>(order + (<usize>lane << 2));
    collectColumn(tile, lane, <i32>j);
    store<u32>(ptr(Slot.singles) + (<usize>j << 2), load<u32>(tile.singles + (<usize>lane << 2)));
  }
}
