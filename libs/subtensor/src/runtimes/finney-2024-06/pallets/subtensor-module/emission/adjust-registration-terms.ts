import { adjustRegistrationTerms, termsThatMove } from '@yumanet/yuma-core';
import type { Context } from '@yumanet/frame';
import { currentBlock } from '../block.js';
import { allNetuids } from '../checks/networks.js';
import { deposit } from '../events.js';
import { stopOnArithmetic } from './stop-on-arithmetic.js';
import * as storage from '../storage/registration.js';

/** Every network, root too: its prices at the end of an interval, and the block's registration counter reset. */
export function adjustRegistrationTermsForNetworks(ctx: Context): void {
  const block = currentBlock(ctx);
  for (const netuid of allNetuids(ctx)) {
    if (nextIntervalEnd(ctx, netuid, block) === block) endInterval(ctx, netuid, block);
    storage.RegistrationsThisBlock.put(ctx, netuid, 0);
  }
}

/** The first block from `block` on in which an interval of the network ends. */
export function nextIntervalEnd(ctx: Context, netuid: number, block: bigint): bigint {
  const interval = BigInt(storage.AdjustmentInterval.get(ctx, netuid));
  const due = storage.LastAdjustmentBlock.get(ctx, netuid) + interval;
  return interval === 0n || due < block ? block : due;
}

/** New prices by the interval's registrations; the next interval begins. */
export function endInterval(ctx: Context, netuid: number, block: bigint): void {
  const terms = {
    registrationsThisInterval: storage.RegistrationsThisInterval.get(ctx, netuid),
    targetRegistrationsPerInterval: storage.TargetRegistrationsPerInterval.get(ctx, netuid),
    powRegistrationsThisInterval: storage.POWRegistrationsThisInterval.get(ctx, netuid),
    burnRegistrationsThisInterval: storage.BurnRegistrationsThisInterval.get(ctx, netuid),
    adjustmentAlpha: storage.AdjustmentAlpha.get(ctx, netuid),
    burnRao: storage.Burn.get(ctx, netuid),
    minBurnRao: storage.MinBurn.get(ctx, netuid),
    maxBurnRao: storage.MaxBurn.get(ctx, netuid),
    difficulty: storage.Difficulty.get(ctx, netuid),
    minDifficulty: storage.MinDifficulty.get(ctx, netuid),
    maxDifficulty: storage.MaxDifficulty.get(ctx, netuid),
  };
  const next = stopOnArithmetic(`registration terms of netuid ${netuid}`, () =>
    adjustRegistrationTerms(terms),
  );
  const { burns, works } = termsThatMove(terms);
  if (burns) storage.Burn.put(ctx, netuid, next.burnRao);
  if (works) {
    storage.Difficulty.put(ctx, netuid, next.difficulty);
    deposit(ctx, 'DifficultySet', [netuid, next.difficulty]);
  }
  storage.LastAdjustmentBlock.put(ctx, netuid, block);
  storage.RegistrationsThisInterval.put(ctx, netuid, 0);
  storage.POWRegistrationsThisInterval.put(ctx, netuid, 0);
  storage.BurnRegistrationsThisInterval.put(ctx, netuid, 0);
}
