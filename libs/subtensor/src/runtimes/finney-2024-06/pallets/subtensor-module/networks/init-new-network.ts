import type { Context } from '@yumanet/frame';
import type { NewNetwork } from '../../../parameters/parameters.js';
import { deposit } from '../events.js';
import { increment } from '../neurons/register-neuron.js';
import {
  ActivityCutoff,
  ImmunityPeriod,
  Kappa,
  MaxAllowedUids,
  MaxAllowedValidators,
} from '../storage/hyperparameters.js';
import { MaxWeightsLimit, MinAllowedWeights } from '../storage/limits.js';
import {
  EmissionValues,
  NetworkModality,
  NetworksAdded,
  SubnetworkN,
  Tempo,
  TotalNetworks,
} from '../storage/networks.js';
import * as registration from '../storage/registration.js';
import { writeDefault } from './write-default.js';

/** Creates a network with the parameters that new networks have. */
export function initNewNetwork(ctx: Context, netuid: number, network: NewNetwork): void {
  SubnetworkN.put(ctx, netuid, 0);
  NetworksAdded.put(ctx, netuid, true);
  Tempo.put(ctx, netuid, network.tempo);
  NetworkModality.put(ctx, netuid, 0);
  TotalNetworks.mutate(ctx, increment);
  setParameters(ctx, netuid, network);
  setRegistrationParameters(ctx, netuid, network);
  // What must exist from the start, with the value it reads as.
  for (const item of [Kappa, ActivityCutoff]) writeDefault(item, ctx, netuid);
  for (const item of [registration.Difficulty, EmissionValues]) writeDefault(item, ctx, netuid);
  for (const item of [
    registration.RegistrationsThisInterval,
    registration.POWRegistrationsThisInterval,
    registration.BurnRegistrationsThisInterval,
  ])
    writeDefault(item, ctx, netuid);
}

function setParameters(ctx: Context, netuid: number, network: NewNetwork): void {
  registration.NetworkRegistrationAllowed.put(ctx, netuid, true);
  deposit(ctx, 'RegistrationAllowed', [netuid, true]);
  MaxAllowedUids.put(ctx, netuid, network.maxAllowedUids);
  deposit(ctx, 'MaxAllowedUidsSet', [netuid, network.maxAllowedUids]);
  MaxAllowedValidators.put(ctx, netuid, network.maxAllowedValidators);
  deposit(ctx, 'MaxAllowedValidatorsSet', [netuid, network.maxAllowedValidators]);
  MinAllowedWeights.put(ctx, netuid, network.minAllowedWeights);
  deposit(ctx, 'MinAllowedWeightSet', [netuid, network.minAllowedWeights]);
  MaxWeightsLimit.put(ctx, netuid, network.maxWeightsLimit);
  deposit(ctx, 'MaxWeightLimitSet', [netuid, network.maxWeightsLimit]);
}

function setRegistrationParameters(ctx: Context, netuid: number, network: NewNetwork): void {
  registration.AdjustmentInterval.put(ctx, netuid, network.adjustmentInterval);
  deposit(ctx, 'AdjustmentIntervalSet', [netuid, network.adjustmentInterval]);
  registration.TargetRegistrationsPerInterval.put(ctx, netuid, network.targetRegistrationsPerInterval);
  deposit(ctx, 'RegistrationPerIntervalSet', [netuid, network.targetRegistrationsPerInterval]);
  registration.AdjustmentAlpha.put(ctx, netuid, network.adjustmentAlpha);
  deposit(ctx, 'AdjustmentAlphaSet', [netuid, network.adjustmentAlpha]);
  ImmunityPeriod.put(ctx, netuid, network.immunityPeriod);
  deposit(ctx, 'ImmunityPeriodSet', [netuid, network.immunityPeriod]);
  registration.MinBurn.put(ctx, netuid, network.minBurnRao);
  deposit(ctx, 'MinBurnSet', [netuid, network.minBurnRao]);
  registration.MinDifficulty.put(ctx, netuid, network.minDifficulty);
  deposit(ctx, 'MinDifficultySet', [netuid, network.minDifficulty]);
  registration.MaxDifficulty.put(ctx, netuid, network.maxDifficulty);
  deposit(ctx, 'MaxDifficultySet', [netuid, network.maxDifficulty]);
}
