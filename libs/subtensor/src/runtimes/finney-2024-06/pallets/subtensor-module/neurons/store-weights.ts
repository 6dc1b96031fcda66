import type { Context } from '@yumanet/frame';
import { currentBlock } from '../block.js';
import { deposit } from '../events.js';
import { LastUpdate, Weights } from '../storage/neurons.js';
import { setAt } from './vectors.js';

/** Stores a checked row, notes the update, and tells. */
export function storeWeights(
  ctx: Context,
  netuid: number,
  uid: number,
  uids: readonly number[],
  upscaled: readonly number[],
): void {
  Weights.put(
    ctx,
    netuid,
    uid,
    uids.map((target, k) => [target, upscaled[k] ?? 0] as const),
  );
  setAt(LastUpdate, ctx, netuid, uid, currentBlock(ctx));
  deposit(ctx, 'WeightsSet', [netuid, uid]);
}
