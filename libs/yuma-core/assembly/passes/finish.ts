/** Pass 3, common to both fast paths: what needs all columns. */
import { serverTrust } from '../general/run';
import { checkedMulOrZero } from '../fixed/i32f32';
import { int, ptr } from '../memory';
import { Slot } from '../slots';
import { normalize } from '../steps/normalize';
import { rowField, rowSums } from './rows';
import {
  CONSENSUS,
  GUESS,
  LANES,
  PRERANK_ANY,
  PRERANK_SUM,
  RANK_ANY,
  RANK_SUM,
  Tile,
  unwrap,
} from './tile';

/** The last consensus of a column as a guess at the next; only its exactness is checked, never its origin. */
// @ts-ignore: decorator
@inline
export function guessColumn(tile: Tile, lane: i32, j: i32): void {
  const last = j < int(Slot.n) ? load<u64>(ptr(Slot.consensus) + (<usize>j << 3)) : 0;
  store<u32>(tile.figures + GUESS + (<usize>lane << 2), last >> 32 != 0 ? u32.MAX_VALUE : <u32>last);
}

/** Consensus and ranks of a dense tile to their columns. */
export function collectTile(tile: Tile, t: i32): void {
  const n = int(Slot.n);
  for (let lane = 0; lane < 16; lane++) {
    const j = (t << 4) + lane;
    if (j < n) collectColumn(tile, lane, j);
  }
}

// @ts-ignore: decorator
@inline
export function collectColumn(tile: Tile, lane: i32, j: i32): void {
  const figures = tile.figures + (<usize>lane << 2);
  const at = <usize>j << 3;
  const consensus = load<u32>(figures + CONSENSUS);
  const isOne = tile.mayHoldOne && consensus == u32.MAX_VALUE;
  store<u64>(ptr(Slot.consensus) + at, isOne ? <u64>1 << 32 : <u64>consensus);
  store<u64>(ptr(Slot.incentive) + at, unwrap(load<u32>(figures + RANK_SUM), load<u32>(figures + RANK_ANY)));
  if (!int(Slot.ruleset2024)) return;
  store<u64>(ptr(Slot.preranks) + at, unwrap(load<u32>(figures + PRERANK_SUM), load<u32>(figures + PRERANK_ANY)));
}

/** Ranks, in `incentive`, to trust (2024) and incentive. */
export function finishIncentive(): void {
  const incentive = ptr(Slot.incentive);
  if (int(Slot.ruleset2024)) serverTrust(incentive);
  normalize(incentive, incentive, int(Slot.n));
}

/** Row sums of bonds · incentive, two u64 each, to normalised dividends by uid. */
export function collectDividends(): void {
  const n = int(Slot.n);
  const threads = int(Slot.threads);
  const dividends = ptr(Slot.dividends);
  memory.fill(dividends, 0, <usize>n << 3);
  for (let r = 0, rows = int(Slot.rowCount); r < rows; r++) {
    let total: i64 = 0;
    for (let thread = 0; thread < threads; thread++) {
      const at = rowSums(Slot.rowDividend, thread) + (<usize>r << 4);
      total += load<i64>(at) + load<i64>(at, 8);
    }
    if (int(Slot.yuma3)) total = checkedMulOrZero(total, <i64>rowField(Slot.rowStake, r));
    store<i64>(dividends + (<usize>rowField(Slot.rowUid, r) << 3), total);
  }
  normalize(dividends, dividends, n);
}
