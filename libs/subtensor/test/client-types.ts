import { TypeRegistry } from '@polkadot/types';

const share = 'Compact<u16>';
const rao = 'Compact<u64>';

const SEAT = {
  hotkey: 'AccountId',
  coldkey: 'AccountId',
  uid: 'Compact<u16>',
  netuid: 'Compact<u16>',
  active: 'bool',
  axon_info: 'AxonInfo',
  prometheus_info: 'PrometheusInfo',
  stake: 'Vec<(AccountId, Compact<u64>)>',
  rank: share,
  emission: rao,
  incentive: share,
  consensus: share,
  trust: share,
  validator_trust: share,
  dividends: share,
  last_update: 'Compact<u64>',
  validator_permit: 'bool',
};
const Pairs = 'Vec<(Compact<u16>, Compact<u16>)>';

/**
 * The answers of Subtensor's own APIs as clients of June 2024 declare them (bittensor 7, `chain_data.py`), since no
 * metadata describes them. AxonInfo is that of spec 185's metadata, port before ip.
 */
export const clientTypes = (): TypeRegistry => {
  const registry = new TypeRegistry();
  registry.register({
    AxonInfo: {
      block: 'u64',
      version: 'u32',
      port: 'u16',
      ip: 'u128',
      ip_type: 'u8',
      protocol: 'u8',
      placeholder1: 'u8',
      placeholder2: 'u8',
    },
    PrometheusInfo: { block: 'u64', version: 'u32', ip: 'u128', port: 'u16', ip_type: 'u8' },
    NeuronInfoLite: { ...SEAT, pruning_score: share },
    NeuronInfo: { ...SEAT, weights: Pairs, bonds: Pairs, pruning_score: share },
    DelegateInfo: {
      delegate_ss58: 'AccountId',
      take: share,
      nominators: 'Vec<(AccountId, Compact<u64>)>',
      owner_ss58: 'AccountId',
      registrations: 'Vec<Compact<u16>>',
      validator_permits: 'Vec<Compact<u16>>',
      return_per_1000: rao,
      total_daily_return: rao,
    },
    StakeInfo: { hotkey: 'AccountId', coldkey: 'AccountId', stake: rao },
    SubnetInfo: {
      netuid: 'Compact<u16>',
      rho: 'Compact<u16>',
      kappa: share,
      difficulty: 'Compact<u64>',
      immunity_period: 'Compact<u16>',
      max_allowed_validators: 'Compact<u16>',
      min_allowed_weights: 'Compact<u16>',
      max_weights_limit: share,
      scaling_law_power: 'Compact<u16>',
      subnetwork_n: 'Compact<u16>',
      max_allowed_uids: 'Compact<u16>',
      blocks_since_last_step: 'Compact<u64>',
      tempo: 'Compact<u16>',
      network_modality: 'Compact<u16>',
      network_connect: 'Vec<[u16; 2]>',
      emission_values: rao,
      burn: rao,
      owner: 'AccountId',
    },
    SubnetHyperparams: {
      rho: 'Compact<u16>',
      kappa: share,
      immunity_period: 'Compact<u16>',
      min_allowed_weights: 'Compact<u16>',
      max_weights_limit: share,
      tempo: 'Compact<u16>',
      min_difficulty: 'Compact<u64>',
      max_difficulty: 'Compact<u64>',
      weights_version: 'Compact<u64>',
      weights_rate_limit: 'Compact<u64>',
      adjustment_interval: 'Compact<u16>',
      activity_cutoff: 'Compact<u16>',
      registration_allowed: 'bool',
      target_regs_per_interval: 'Compact<u16>',
      min_burn: rao,
      max_burn: rao,
      bonds_moving_avg: 'Compact<u64>',
      max_regs_per_block: 'Compact<u16>',
      serving_rate_limit: 'Compact<u64>',
      max_validators: 'Compact<u16>',
      adjustment_alpha: 'Compact<u64>',
      difficulty: 'Compact<u64>',
      commit_reveal_weights_interval: 'Compact<u64>',
      commit_reveal_weights_enabled: 'bool',
    },
  });
  return registry;
};
