import { ROOT_NETUID } from '@yumanet/yuma-core';
import type { Context } from '@yumanet/frame';
import { addBalanceToColdkeyAccount } from '../accounts/balance.js';
import { ActivityCutoff, ImmunityPeriod, Kappa, MaxAllowedUids } from '../storage/hyperparameters.js';
import { MaxWeightsLimit, MinAllowedWeights } from '../storage/limits.js';
import {
  EmissionValues,
  NetworkModality,
  NetworkRegisteredAt,
  NetworksAdded,
  SubnetLocked,
  SubnetOwner,
  SubnetworkN,
  Tempo,
  TotalNetworks,
} from '../storage/networks.js';
import * as neurons from '../storage/neurons.js';
import {
  BurnRegistrationsThisInterval,
  Difficulty,
  POWRegistrationsThisInterval,
  RegistrationsThisInterval,
} from '../storage/registration.js';

/** What a network has exactly one of and loses with it. The rest (members, pending emission, burn …) survives it. */
const REMOVED = [
  neurons.Rank,
  neurons.Trust,
  neurons.Active,
  neurons.Emission,
  neurons.Incentive,
  neurons.Consensus,
  neurons.Dividends,
  neurons.PruningScores,
  neurons.LastUpdate,
  neurons.ValidatorPermit,
  neurons.ValidatorTrust,
  Tempo,
  Kappa,
  Difficulty,
  MaxAllowedUids,
  ImmunityPeriod,
  ActivityCutoff,
  EmissionValues,
  MaxWeightsLimit,
  MinAllowedWeights,
  RegistrationsThisInterval,
  POWRegistrationsThisInterval,
  BurnRegistrationsThisInterval,
] as const;

/** Dissolves a network: its lock returns in full to its owner, and root's weights on it become 0. */
export function removeNetwork(ctx: Context, netuid: number): void {
  for (const item of [SubnetworkN, NetworkModality, NetworksAdded, NetworkRegisteredAt] as const)
    item.delete(ctx, netuid);
  TotalNetworks.mutate(ctx, (count) => Math.max(count - 1, 0));
  for (const item of [neurons.Uids, neurons.Keys, neurons.Bonds, neurons.Weights] as const)
    item.clear(ctx, netuid);
  clearRootWeights(ctx, netuid);
  for (const item of REMOVED) item.delete(ctx, netuid);
  addBalanceToColdkeyAccount(ctx, SubnetOwner.get(ctx, netuid), SubnetLocked.get(ctx, netuid));
  SubnetLocked.put(ctx, netuid, 0n);
  SubnetOwner.delete(ctx, netuid);
}

function clearRootWeights(ctx: Context, netuid: number): void {
  for (const [[, uid], row] of neurons.Weights.entries(ctx, ROOT_NETUID))
    neurons.Weights.put(
      ctx,
      ROOT_NETUID,
      uid,
      row.map(([target, value]) => [target, target === netuid ? 0 : value] as const),
    );
}
