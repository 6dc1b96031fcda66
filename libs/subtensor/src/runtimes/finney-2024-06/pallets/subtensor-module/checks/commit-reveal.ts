import { Writer, blake2_256, toHex, type AccountId, type Context } from '@yumanet/frame';
import type { WeightsRow } from '../neurons/do-set-weights.js';
import { WeightCommitRevealInterval, WeightCommits } from '../storage/limits.js';
import { ALWAYS, type BlockWindow } from './block-window.js';

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

/** When the hotkey may commit: at once without a commit, else from the interval after its commit's. */
export function commitWindow(ctx: Context, netuid: number, hotkey: AccountId): BlockWindow {
  const commit = WeightCommits.get(ctx, netuid, hotkey);
  return commit ? { from: revealWindow(ctx, netuid, commit[1]).from } : ALWAYS;
}

/** When a commit may be revealed: in the interval after its own. */
export function revealWindow(ctx: Context, netuid: number, commitBlock: bigint): BlockWindow {
  const interval = WeightCommitRevealInterval.get(ctx, netuid);
  if (interval === 0n) return ALWAYS;
  const from = intervalStart(commitBlock, interval) + interval;
  return { from, until: from + interval - 1n };
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
