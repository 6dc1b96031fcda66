import { networkLockCost } from '@yumanet/yuma-core';
import { panic, type Context } from '@yumanet/frame';
import { currentBlock } from '../block.js';
import {
  NetworkLastLockCost,
  NetworkLastRegistered,
  NetworkLockReductionInterval,
  NetworkMinLockCost,
} from '../storage/networks.js';

/** Rao that registering a network locks in this block. */
export function lockCost(ctx: Context): bigint {
  const reductionInterval = NetworkLockReductionInterval.get(ctx);
  // Upstream divides by it.
  if (reductionInterval === 0n) throw panic('lock reduction interval: expected more than 0 blocks, got 0');
  return networkLockCost({
    lastLockRao: NetworkLastLockCost.get(ctx),
    minLockRao: NetworkMinLockCost.get(ctx),
    lastLockBlock: NetworkLastRegistered.get(ctx),
    currentBlock: currentBlock(ctx),
    reductionInterval,
  });
}
