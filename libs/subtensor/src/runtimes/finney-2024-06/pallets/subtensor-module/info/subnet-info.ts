import {
  AccountId32,
  array,
  compact,
  struct,
  u16,
  u64,
  vec,
  type Context,
  type ValueOf,
} from '@yumanet/frame';
import * as hyperparameters from '../storage/hyperparameters.js';
import { MaxWeightsLimit, MinAllowedWeights } from '../storage/limits.js';
import * as networks from '../storage/networks.js';
import { Burn, Difficulty } from '../storage/registration.js';

/** A network as clients list it. Source: upstream `subnet_info.rs`. */
export const SubnetInfo = struct('pallet_subtensor::subnet_info::SubnetInfo', {
  netuid: compact(u16),
  rho: compact(u16),
  kappa: compact(u16),
  difficulty: compact(u64),
  immunity_period: compact(u16),
  max_allowed_validators: compact(u16),
  min_allowed_weights: compact(u16),
  max_weights_limit: compact(u16),
  scaling_law_power: compact(u16),
  subnetwork_n: compact(u16),
  max_allowed_uids: compact(u16),
  blocks_since_last_step: compact(u64),
  tempo: compact(u16),
  network_modality: compact(u16),
  /** Always empty. */
  network_connect: vec(array(u16, 2)),
  /** Rao per block. */
  emission_values: compact(u64),
  /** Rao. */
  burn: compact(u64),
  owner: AccountId32,
});
type Value = ValueOf<typeof SubnetInfo>;

/** One network; undefined where there is none. */
export function getSubnetInfo(ctx: Context, netuid: number): Value | undefined {
  if (!networks.NetworksAdded.get(ctx, netuid)) return undefined;
  return {
    netuid,
    rho: hyperparameters.Rho.get(ctx, netuid),
    kappa: hyperparameters.Kappa.get(ctx, netuid),
    difficulty: Difficulty.get(ctx, netuid),
    immunity_period: hyperparameters.ImmunityPeriod.get(ctx, netuid),
    max_allowed_validators: hyperparameters.MaxAllowedValidators.get(ctx, netuid),
    min_allowed_weights: MinAllowedWeights.get(ctx, netuid),
    max_weights_limit: MaxWeightsLimit.get(ctx, netuid),
    scaling_law_power: hyperparameters.ScalingLawPower.get(ctx, netuid),
    subnetwork_n: networks.SubnetworkN.get(ctx, netuid),
    max_allowed_uids: hyperparameters.MaxAllowedUids.get(ctx, netuid),
    blocks_since_last_step: networks.BlocksSinceLastStep.get(ctx, netuid),
    tempo: networks.Tempo.get(ctx, netuid),
    network_modality: networks.NetworkModality.get(ctx, netuid),
    network_connect: [],
    emission_values: networks.EmissionValues.get(ctx, netuid),
    burn: Burn.get(ctx, netuid),
    owner: networks.SubnetOwner.get(ctx, netuid),
  };
}

/** Every network, by netuid. */
export const getSubnetsInfo = (ctx: Context): (Value | undefined)[] =>
  [...networks.NetworksAdded.entries(ctx)]
    .flatMap(([[netuid], added]) => (added ? [netuid] : []))
    .sort((a, b) => a - b)
    .map((netuid) => getSubnetInfo(ctx, netuid));
