import {
  AccountId32,
  blake2_256,
  toHex,
  tuple,
  u16,
  u64,
  vec,
  type AccountId,
  type Context,
} from '@yumanet/frame';
import { currentBlock } from '../block.js';
import type { WeightsRow } from '../neurons/do-set-weights.js';
import { WeightCommitRevealInterval, WeightCommits } from '../storage/limits.js';

/**
 * Commit-reveal v1: time is cut into intervals of `WeightCommitRevealInterval` blocks. A commit of one interval is
 * revealed in the next; a second commit waits for the next interval. An interval of 0 blocks limits nothing.
 */

/** The first block of the interval that a block is in. */
const intervalStart = (block: bigint, interval: bigint): bigint => block - (block % interval);

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

const Preimage = tuple(AccountId32, u16, vec(u16), vec(u16), u64);

/** What a validator commits: BLAKE2b-256 of SCALE (hotkey, netuid, uids, values, version key), as hex. */
export const weightsCommitHash = (
  ctx: Context,
  hotkey: AccountId,
  { netuid, uids, values, versionKey }: WeightsRow,
): string => toHex(blake2_256(ctx.codecs.encode(Preimage, [hotkey, netuid, uids, values, versionKey])));
