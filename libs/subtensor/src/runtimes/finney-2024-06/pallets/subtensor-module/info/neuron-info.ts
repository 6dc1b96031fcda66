import {
  AccountId32,
  bool,
  compact,
  struct,
  tuple,
  u16,
  u64,
  vec,
  type Context,
  type StorageItem,
  type ValueOf,
} from '@yumanet/frame';
import { Axons, Prometheus } from '../storage/limits.js';
import { NetworksAdded, SubnetworkN } from '../storage/networks.js';
import * as neurons from '../storage/neurons.js';
import { Owner, Stake } from '../storage/stake.js';
import { AxonInfo, PrometheusInfo } from '../types.js';

const SEAT = {
  hotkey: AccountId32,
  coldkey: AccountId32,
  uid: compact(u16),
  netuid: compact(u16),
  active: bool,
  axon_info: AxonInfo,
  prometheus_info: PrometheusInfo,
  /** Coldkey to rao, those with 0 too. */
  stake: vec(tuple(AccountId32, compact(u64))),
  /** u16 proportion, as all shares here. */
  rank: compact(u16),
  /** Rao of the last epoch. */
  emission: compact(u64),
  incentive: compact(u16),
  consensus: compact(u16),
  trust: compact(u16),
  validator_trust: compact(u16),
  dividends: compact(u16),
  /** Block of the last weights. */
  last_update: compact(u64),
  validator_permit: bool,
};
const pairs = vec(tuple(compact(u16), compact(u16)));
const pruning_score = compact(u16);

/** A neuron without its rows of weights and bonds. Source: upstream `neuron_info.rs`. */
export const NeuronInfoLite = struct('pallet_subtensor::neuron_info::NeuronInfoLite', {
  ...SEAT,
  pruning_score,
});

/** A neuron with its rows: (uid, u16), none with 0. */
export const NeuronInfo = struct('pallet_subtensor::neuron_info::NeuronInfo', {
  ...SEAT,
  weights: pairs,
  bonds: pairs,
  pruning_score,
});

type Lite = ValueOf<typeof NeuronInfoLite>;
type Full = ValueOf<typeof NeuronInfo>;
type Row = readonly (readonly [number, number])[];

/** One neuron; undefined where there is no such network or uid. */
export const getNeuronLite = (ctx: Context, netuid: number, uid: number): Lite | undefined =>
  NetworksAdded.get(ctx, netuid) ? reader(ctx, netuid)(uid) : undefined;

/** One neuron with its rows; undefined where there is no such network or uid. */
export function getNeuron(ctx: Context, netuid: number, uid: number): Full | undefined {
  const neuron = getNeuronLite(ctx, netuid, uid);
  return neuron && withRows(ctx, neuron);
}

/** All neurons of a network by uid; stops at the first uid without a hotkey. */
export function getNeuronsLite(ctx: Context, netuid: number): Lite[] {
  if (!NetworksAdded.get(ctx, netuid)) return [];
  const read = reader(ctx, netuid);
  const found: Lite[] = [];
  for (let uid = 0, n = SubnetworkN.get(ctx, netuid); uid < n; uid++) {
    const neuron = read(uid);
    if (neuron === undefined) break;
    found.push(neuron);
  }
  return found;
}

/** All neurons of a network with their rows. */
export const getNeurons = (ctx: Context, netuid: number): Full[] =>
  getNeuronsLite(ctx, netuid).map((neuron) => withRows(ctx, neuron));

/** What a uid without a pruning score reads as. */
const NEVER_PRUNED = 65_535;
const NO_AXON = {
  block: 0n,
  version: 0,
  port: 0,
  ip: 0n,
  ip_type: 0,
  protocol: 0,
  placeholder1: 0,
  placeholder2: 0,
};
const NO_PROMETHEUS = { block: 0n, version: 0, ip: 0n, port: 0, ip_type: 0 };

/** PERF: each vector of the network is decoded once, not once per uid. */
function reader(ctx: Context, netuid: number): (uid: number) => Lite | undefined {
  const column = <T>(item: StorageItem<[number], readonly T[], readonly T[]>, absent: T) => {
    const vector = item.get(ctx, netuid);
    return (uid: number): T => vector[uid] ?? absent;
  };
  const active = column(neurons.Active, false);
  const rank = column(neurons.Rank, 0);
  const emission = column(neurons.Emission, 0n);
  const incentive = column(neurons.Incentive, 0);
  const consensus = column(neurons.Consensus, 0);
  const trust = column(neurons.Trust, 0);
  const validatorTrust = column(neurons.ValidatorTrust, 0);
  const dividends = column(neurons.Dividends, 0);
  const lastUpdate = column(neurons.LastUpdate, 0n);
  const validatorPermit = column(neurons.ValidatorPermit, false);
  const pruningScore = column(neurons.PruningScores, NEVER_PRUNED);
  return (uid) => {
    const hotkey = neurons.Keys.tryGet(ctx, netuid, uid);
    if (hotkey === undefined) return undefined;
    return {
      hotkey,
      coldkey: Owner.get(ctx, hotkey),
      uid,
      netuid,
      active: active(uid),
      axon_info: Axons.get(ctx, netuid, hotkey) ?? NO_AXON,
      prometheus_info: Prometheus.get(ctx, netuid, hotkey) ?? NO_PROMETHEUS,
      stake: [...Stake.entries(ctx, hotkey)].map(([[, coldkey], rao]) => [coldkey, rao] as const),
      rank: rank(uid),
      emission: emission(uid),
      incentive: incentive(uid),
      consensus: consensus(uid),
      trust: trust(uid),
      validator_trust: validatorTrust(uid),
      dividends: dividends(uid),
      last_update: lastUpdate(uid),
      validator_permit: validatorPermit(uid),
      pruning_score: pruningScore(uid),
    };
  };
}

const positive = (row: Row): Row => row.filter(([, value]) => value > 0);

const withRows = (ctx: Context, neuron: Lite): Full => ({
  ...neuron,
  weights: positive(neurons.Weights.get(ctx, neuron.netuid, neuron.uid)),
  bonds: positive(neurons.Bonds.get(ctx, neuron.netuid, neuron.uid)),
});
