import { ROOT_NETUID, isBlockOfEpoch, splitOwnerCut, type YumaEngine } from '@yumanet/yuma-core';
import type { Context } from '@yumanet/frame';
import { addBalanceToColdkeyAccount, coinbase } from '../accounts/balance.js';
import { currentBlock } from '../block.js';
import {
  BlocksSinceLastStep,
  EmissionValues,
  LastMechansimStepBlock,
  PendingEmission,
  SubnetOwner,
  SubnetOwnerCut,
} from '../storage/networks.js';
import { LoadedEmission } from '../storage/neurons.js';
import { add } from '../u64.js';
import { runEpoch } from './epoch.js';
import type { EpochObserver } from './epoch-record.js';
import { networksByTempo } from './networks-by-tempo.js';

export interface EmissionDependencies {
  readonly yuma: YumaEngine;
  /** Hears of every epoch that is run; what it does cannot change the block. */
  readonly onEpoch?: EpochObserver | undefined;
}

/** Every subnet's share of the block: the owner's cut at once, the rest pending; at its tempo, the epoch. */
export function generateEmission(ctx: Context, dependencies: EmissionDependencies): void {
  const block = currentBlock(ctx);
  for (const [netuid, tempo] of networksByTempo(ctx)) {
    if (netuid === ROOT_NETUID) continue;
    const pending = queueEmission(ctx, netuid);
    if (isBlockOfEpoch(netuid, tempo, block)) distributePending(ctx, netuid, pending, block, dependencies);
    else BlocksSinceLastStep.mutate(ctx, netuid, (blocks) => add(blocks, 1n));
  }
}

/** Answers what is pending now, in rao. */
function queueEmission(ctx: Context, netuid: number): bigint {
  const owner = SubnetOwner.tryGet(ctx, netuid);
  const cut = owner === undefined ? null : SubnetOwnerCut.get(ctx);
  const { ownerRao, pendingRao } = splitOwnerCut(EmissionValues.get(ctx, netuid), cut);
  if (owner !== undefined) {
    addBalanceToColdkeyAccount(ctx, owner, ownerRao);
    coinbase(ctx, ownerRao);
  }
  const pending = add(PendingEmission.get(ctx, netuid), pendingRao);
  PendingEmission.put(ctx, netuid, pending);
  return pending;
}

function distributePending(
  ctx: Context,
  netuid: number,
  pending: bigint,
  block: bigint,
  dependencies: EmissionDependencies,
): void {
  PendingEmission.put(ctx, netuid, 0n);
  const loaded = runEpoch(ctx, netuid, pending, dependencies);
  const sum = loaded.reduce((total, [, server, validator]) => total + server + validator, 0n);
  // As upstream: an epoch that gives more than it got gives nothing, and what was pending is gone.
  if (sum > pending) return;
  LoadedEmission.put(ctx, netuid, [...loaded, ...(LoadedEmission.get(ctx, netuid) ?? [])]);
  BlocksSinceLastStep.put(ctx, netuid, 0n);
  LastMechansimStepBlock.put(ctx, netuid, block);
}
