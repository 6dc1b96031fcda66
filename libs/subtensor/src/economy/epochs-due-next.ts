import type { Context } from '@yumanet/frame';
import { ROOT_NETUID, isBlockOfEpoch } from '@yumanet/yuma-core';
import { networksByTempo } from '../runtimes/finney-2024-06/pallets/subtensor-module/emission/networks-by-tempo.js';
import { Number_ } from '../runtimes/finney-2024-06/pallets/system/storage.js';

/** Netuids whose epoch the block after this state runs, in the block's order. */
export function epochsDueNext(ctx: Context): number[] {
  const block = BigInt(Number_.get(ctx)) + 1n;
  return networksByTempo(ctx).flatMap(([netuid, tempo]) =>
    netuid !== ROOT_NETUID && isBlockOfEpoch(netuid, tempo, block) ? [netuid] : [],
  );
}
