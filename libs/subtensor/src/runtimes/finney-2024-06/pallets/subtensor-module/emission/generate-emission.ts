import { ROOT_NETUID, isBlockOfEpoch, splitOwnerCut, type YumaEngine } from '@yumanet/yuma-core';
import type { AccountId, Context } from '@yumanet/frame';
import { ExistentialDeposit } from '../../balances/constants.js';
import { accountData } from '../../balances/mutate-account.js';
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
    if (isBlockOfEpoch(netuid, tempo, block)) runEpochOfNetwork(ctx, netuid, block, dependencies);
    else accrueEmission(ctx, netuid, 1n);
  }
}

/** A network's share of some blocks without an epoch of it. */
export function accrueEmission(ctx: Context, netuid: number, blocks: bigint): void {
  queueEmission(ctx, netuid, blocks);
  BlocksSinceLastStep.mutate(ctx, netuid, (since) => add(since, blocks));
}

/** A network's share of the block of its epoch, and the epoch over all that is pending. */
export function runEpochOfNetwork(
  ctx: Context,
  netuid: number,
  block: bigint,
  dependencies: EmissionDependencies,
): void {
  distributePending(ctx, netuid, queueEmission(ctx, netuid, 1n), block, dependencies);
}

/** Answers what is pending now, in rao. */
function queueEmission(ctx: Context, netuid: number, blocks: bigint): bigint {
  const owner = SubnetOwner.tryGet(ctx, netuid);
  const cut = owner === undefined ? null : SubnetOwnerCut.get(ctx);
  const { ownerRao, pendingRao } = splitOwnerCut(EmissionValues.get(ctx, netuid), cut);
  if (owner !== undefined) {
    payOwner(ctx, owner, ownerRao, blocks);
    coinbase(ctx, ownerRao * blocks);
  }
  const pending = add(PendingEmission.get(ctx, netuid), pendingRao * blocks);
  PendingEmission.put(ctx, netuid, pending);
  return pending;
}

/** A cut that does not lift the account to the existential deposit in one block does in none: it is lost each time. */
function payOwner(ctx: Context, owner: AccountId, ownerRao: bigint, blocks: bigint): void {
  const isPaid = blocks === 1n || accountData(ctx, owner).free + ownerRao >= ctx.constant(ExistentialDeposit);
  if (isPaid) addBalanceToColdkeyAccount(ctx, owner, ownerRao * blocks);
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
