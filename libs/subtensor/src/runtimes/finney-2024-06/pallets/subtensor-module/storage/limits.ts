import {
  AccountId32,
  H256,
  blake2_128Concat,
  bool,
  identity,
  storageOf,
  tuple,
  twox64Concat,
  u16,
  u64,
} from '@yumanet/frame';
import {
  InitialMaxWeightsLimit,
  InitialMinAllowedWeights,
  InitialServingRateLimit,
  InitialTxDelegateTakeRateLimit,
  InitialTxRateLimit,
  InitialWeightsVersionKey,
} from '../constants.js';
import { AxonInfo, PrometheusInfo } from '../types.js';

/** Rate limits, serving and weight-setting rules. */
const { value, map } = storageOf('SubtensorModule');
const netuid = identity(u16);

/** Blocks between two rate-limited transactions of a key; 0 = no limit. */
export const TxRateLimit = value('TxRateLimit', u64, InitialTxRateLimit);
/** Blocks between two increases of takes. */
export const TxDelegateTakeRateLimit = value('TxDelegateTakeRateLimit', u64, InitialTxDelegateTakeRateLimit);
/** Block of a key’s last rate-limited transaction. */
export const LastTxBlock = map('LastTxBlock', [identity(AccountId32)], u64, 0n);
/** Block of a coldkey’s last increase of a take. */
export const LastTxBlockDelegateTake = map('LastTxBlockDelegateTake', [identity(AccountId32)], u64, 0n);
/** Least blocks between two axon or prometheus updates. */
export const ServingRateLimit = map('ServingRateLimit', [netuid], u64, InitialServingRateLimit);
/** (netuid, hotkey) to where the neuron serves. */
export const Axons = map('Axons', [netuid, blake2_128Concat(AccountId32)], AxonInfo);
/** (netuid, hotkey) to where the neuron’s metrics are. */
export const Prometheus = map('Prometheus', [netuid, blake2_128Concat(AccountId32)], PrometheusInfo);
/** Least rao on a hotkey that sets weights. */
export const WeightsMinStake = value('WeightsMinStake', u64, 0n);
/** Least version key of weights; 0 = any. */
export const WeightsVersionKey = map('WeightsVersionKey', [netuid], u64, InitialWeightsVersionKey);
/** Least weights in a row. */
export const MinAllowedWeights = map('MinAllowedWeights', [netuid], u16, InitialMinAllowedWeights);
/** Highest share of one weight in a row, u16 proportion. */
export const MaxWeightsLimit = map('MaxWeightsLimit', [netuid], u16, InitialMaxWeightsLimit);
/** Least blocks between two rows of weights. */
export const WeightsSetRateLimit = map('WeightsSetRateLimit', [netuid], u64, 100n);
/** (netuid, hotkey) to the hash of hidden weights and the block of the commit. */
export const WeightCommits = map(
  'WeightCommits',
  [twox64Concat(u16), twox64Concat(AccountId32)],
  tuple(H256, u64),
);
/** Blocks of a commit interval. */
export const WeightCommitRevealInterval = map('WeightCommitRevealInterval', [netuid], u64, 1_000n);
/** Whether weights must be committed first. */
export const CommitRevealWeightsEnabled = map('CommitRevealWeightsEnabled', [netuid], bool, false);
