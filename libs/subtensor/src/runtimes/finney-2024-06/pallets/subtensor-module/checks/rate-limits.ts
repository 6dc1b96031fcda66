import type { AccountId, Context } from '@yumanet/frame';
import { TxDelegateTakeRateLimit, TxRateLimit } from '../storage/limits.js';
import { StakeInterval, TotalHotkeyColdkeyStakesThisInterval } from '../storage/stake.js';
import { sub } from '../u64.js';
import { currentBlock } from '../block.js';

/** A limit of 0 limits nothing, and block 0 reads as never. The block of the limit itself is still too soon. */
const exceeds = (limit: bigint, previousBlock: bigint, block: bigint): boolean =>
  limit !== 0n && previousBlock !== 0n && sub(block, previousBlock) <= limit;

export const exceedsTxRateLimit = (ctx: Context, previousBlock: bigint, block: bigint): boolean =>
  exceeds(TxRateLimit.get(ctx), previousBlock, block);

export const exceedsTxDelegateTakeRateLimit = (ctx: Context, previousBlock: bigint, block: bigint): boolean =>
  exceeds(TxDelegateTakeRateLimit.get(ctx), previousBlock, block);

/**
 * Stake operations of a coldkey on a hotkey in the running interval. An interval that is over is written back as 0:
 * a read that writes, as upstream.
 */
export function stakesThisInterval(ctx: Context, coldkey: AccountId, hotkey: AccountId): bigint {
  const [stakes, lastBlock] = TotalHotkeyColdkeyStakesThisInterval.get(ctx, coldkey, hotkey);
  if (lastBlock + StakeInterval.get(ctx) > currentBlock(ctx)) return stakes;
  TotalHotkeyColdkeyStakesThisInterval.put(ctx, coldkey, hotkey, [0n, lastBlock]);
  return 0n;
}
