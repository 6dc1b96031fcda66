import { Writer, blake2_256, toHex, type AccountId, type Context } from '@yumanet/frame';
import { currentBlock } from '../block.js';
import type { WeightsRow } from '../neurons/do-set-weights.js';
import { WeightCommitRevealInterval, WeightCommits } from '../storage/limits.js';

/**
 * Commit-reveal v1: time is cut into intervals of `WeightCommitRevealInterval` blocks. A commit of one interval is
 * revealed in the next; a second commit waits for the next interval. An interval of 0 blocks limits nothing.
 */

/** The first block of the interval that a block is in. */
const intervalStart = (block: bigint, interval: bigint): bigint => block - (block % interval);

/** The first block of the commit interval of a subnet that a block is in; without intervals, the block itself. */
export function commitIntervalStart(ctx: Context, netuid: number, block: bigint): bigint {
  const interval = WeightCommitRevealInterval.get(ctx, netuid);
  return interval === 0n ? block : intervalStart(block, interval);
}

/** Whether the hotkey has no commit, or its commit is of an earlier interval. */
export function canCommit(ctx: Context, netuid: number, hotkey: AccountId): boolean {
  const commit = WeightCommits.get(ctx, netuid, hotkey);
  const interval = WeightCommitRevealInterval.get(ctx, netuid);
  if (commit === undefined || interval === 0n) return true;
  return intervalStart(currentBlock(ctx), interval) > intervalStart(commit[1], interval);
}

/** Whether this block is in the interval after the commit's. */
export function isRevealBlockRange(ctx: Context, netuid: number, commitBlock: bigint): boolean {
  const interval = WeightCommitRevealInterval.get(ctx, netuid);
  if (interval === 0n) return true;
  const start = intervalStart(commitBlock, interval) + interval;
  const block = currentBlock(ctx);
  return block >= start && block < start + interval;
}

/**
 * What a validator commits: BLAKE2b-256 of SCALE (hotkey, netuid, uids, values, version key), as hex. `hotkey` is 32
 * bytes as hex.
 */
export function weightsCommitHash(
  hotkey: AccountId,
  { netuid, uids, values, versionKey }: WeightsRow,
): string {
  const writer = new Writer();
  writer.hex(hotkey, 32);
  writer.uint(netuid, 2);
  for (const list of [uids, values]) {
    writer.compact(list.length);
    for (const number of list) writer.uint(number, 2);
  }
  writer.u64(versionKey);
  return toHex(blake2_256(writer.finish()));
}
