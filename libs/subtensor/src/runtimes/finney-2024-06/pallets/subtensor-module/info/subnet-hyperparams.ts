import { bool, compact, struct, u16, u64, type Context, type ValueOf } from '@yumanet/frame';
import * as hyperparameters from '../storage/hyperparameters.js';
import * as limits from '../storage/limits.js';
import { NetworksAdded, Tempo } from '../storage/networks.js';
import * as registration from '../storage/registration.js';

/** What a network's owner and root may set. Source: upstream `subnet_info.rs`. */
export const SubnetHyperparams = struct('pallet_subtensor::subnet_info::SubnetHyperparams', {
  rho: compact(u16),
  kappa: compact(u16),
  immunity_period: compact(u16),
  min_allowed_weights: compact(u16),
  max_weights_limit: compact(u16),
  tempo: compact(u16),
  min_difficulty: compact(u64),
  max_difficulty: compact(u64),
  weights_version: compact(u64),
  weights_rate_limit: compact(u64),
  adjustment_interval: compact(u16),
  activity_cutoff: compact(u16),
  registration_allowed: bool,
  target_regs_per_interval: compact(u16),
  /** Rao. */
  min_burn: compact(u64),
  max_burn: compact(u64),
  /** Millionths. */
  bonds_moving_avg: compact(u64),
  max_regs_per_block: compact(u16),
  serving_rate_limit: compact(u64),
  max_validators: compact(u16),
  /** Share of u64::MAX. */
  adjustment_alpha: compact(u64),
  difficulty: compact(u64),
  commit_reveal_weights_interval: compact(u64),
  commit_reveal_weights_enabled: bool,
});

/** A network's hyperparameters; undefined where there is no such network. */
export function getSubnetHyperparams(
  ctx: Context,
  netuid: number,
): ValueOf<typeof SubnetHyperparams> | undefined {
  if (!NetworksAdded.get(ctx, netuid)) return undefined;
  return {
    rho: hyperparameters.Rho.get(ctx, netuid),
    kappa: hyperparameters.Kappa.get(ctx, netuid),
    immunity_period: hyperparameters.ImmunityPeriod.get(ctx, netuid),
    min_allowed_weights: limits.MinAllowedWeights.get(ctx, netuid),
    max_weights_limit: limits.MaxWeightsLimit.get(ctx, netuid),
    tempo: Tempo.get(ctx, netuid),
    min_difficulty: registration.MinDifficulty.get(ctx, netuid),
    max_difficulty: registration.MaxDifficulty.get(ctx, netuid),
    weights_version: limits.WeightsVersionKey.get(ctx, netuid),
    weights_rate_limit: limits.WeightsSetRateLimit.get(ctx, netuid),
    adjustment_interval: registration.AdjustmentInterval.get(ctx, netuid),
    activity_cutoff: hyperparameters.ActivityCutoff.get(ctx, netuid),
    registration_allowed: registration.NetworkRegistrationAllowed.get(ctx, netuid),
    target_regs_per_interval: registration.TargetRegistrationsPerInterval.get(ctx, netuid),
    min_burn: registration.MinBurn.get(ctx, netuid),
    max_burn: registration.MaxBurn.get(ctx, netuid),
    bonds_moving_avg: hyperparameters.BondsMovingAverage.get(ctx, netuid),
    max_regs_per_block: registration.MaxRegistrationsPerBlock.get(ctx, netuid),
    serving_rate_limit: limits.ServingRateLimit.get(ctx, netuid),
    max_validators: hyperparameters.MaxAllowedValidators.get(ctx, netuid),
    adjustment_alpha: registration.AdjustmentAlpha.get(ctx, netuid),
    difficulty: registration.Difficulty.get(ctx, netuid),
    commit_reveal_weights_interval: limits.WeightCommitRevealInterval.get(ctx, netuid),
    commit_reveal_weights_enabled: limits.CommitRevealWeightsEnabled.get(ctx, netuid),
  };
}
