import { bytes, fromHex, toHex, u64 } from '@yumanet/frame';
import { finney202406 } from '@yumanet/subtensor';
import { describe, expect, it } from 'vitest';
import { Fabric } from '../src/replay/fabric.js';
import * as hyperparameters from '../src/runtimes/finney-2024-06/pallets/subtensor-module/storage/hyperparameters.js';
import * as limits from '../src/runtimes/finney-2024-06/pallets/subtensor-module/storage/limits.js';
import * as networks from '../src/runtimes/finney-2024-06/pallets/subtensor-module/storage/networks.js';
import * as neurons from '../src/runtimes/finney-2024-06/pallets/subtensor-module/storage/neurons.js';
import * as registration from '../src/runtimes/finney-2024-06/pallets/subtensor-module/storage/registration.js';
import { Delegates, Stake } from '../src/runtimes/finney-2024-06/pallets/subtensor-module/storage/stake.js';
import { clientTypes } from './client-types.js';

/**
 * Unmeasured: no vector of the real runtime has these answers. What is asked of them is upstream's source; each whole
 * answer is compared with what @polkadot/types encodes from the clients' own declarations.
 */
const registry = clientTypes();
const encoded = (type: string, value: unknown): string => toHex(registry.createType(type, value).toU8a());
const u16 = (value: number): number[] => [value & 0xff, value >> 8];

function ask(fabric: Fabric, name: string, ...input: (number[] | Uint8Array)[]): string {
  const { state } = fabric.chain;
  const host = { verifySignature: () => false };
  const answer = finney202406.call(name, Uint8Array.from(input.flatMap((part) => [...part])), state, host);
  return toHex(fabric.ctx.codecs.decode(bytes, answer));
}
const vector = (account: string): Uint8Array => Uint8Array.of(account.length << 1, ...fromHex(account));

/** Network 1 with two neurons, 258 with the first of them; `nominator` stakes to `hot`. */
function prepare(): Fabric {
  const fabric = new Fabric(finney202406);
  const { ctx } = fabric;
  fabric.network(1, { tempo: 360, owner: 'owner' });
  fabric.network(258, { tempo: 99 });
  fabric.neuron(1, 'other', 'cold', 0n);
  fabric.neuron(1, 'hot', 'cold', 600n);
  fabric.neuron(258, 'hot', 'cold', 600n);
  Stake.put(ctx, fabric.account('hot'), fabric.account('nominator'), 400n);
  Stake.put(ctx, fabric.account('hot'), fabric.account('gone'), 0n);
  return fabric;
}

/** Stakes on `hot` in the order of their keys: coldkeys are not hashed. */
const stakesOnHot = (fabric: Fabric): [string, number][] =>
  (
    [
      ['cold', 600],
      ['nominator', 400],
      ['gone', 0],
    ] as const
  )
    .map(([label, rao]): [string, number] => [fabric.account(label), rao])
    .sort(([a], [b]) => (a < b ? -1 : 1));
const hexed = (pairs: readonly (readonly [string, number])[]) =>
  pairs.map(([account, rao]) => [`0x${account}`, rao]);

describe('NeuronInfo', () => {
  const NO_AXON = {
    block: 0,
    version: 0,
    port: 0,
    ip: 0,
    ip_type: 0,
    protocol: 0,
    placeholder1: 0,
    placeholder2: 0,
  };
  const NO_PROMETHEUS = { block: 0, version: 0, ip: 0, port: 0, ip_type: 0 };

  /** Gives uid 1 a value of its own in every vector, rows, and endpoints. */
  function fill(fabric: Fabric): object {
    const { ctx } = fabric;
    const hot = fabric.account('hot');
    const column = { rank: 11, incentive: 12, consensus: 13, trust: 14, validator_trust: 15, dividends: 16 };
    neurons.Rank.put(ctx, 1, [0, column.rank]);
    neurons.Incentive.put(ctx, 1, [0, column.incentive]);
    neurons.Consensus.put(ctx, 1, [0, column.consensus]);
    neurons.Trust.put(ctx, 1, [0, column.trust]);
    neurons.ValidatorTrust.put(ctx, 1, [0, column.validator_trust]);
    neurons.Dividends.put(ctx, 1, [0, column.dividends]);
    neurons.Emission.put(ctx, 1, [0n, 5_000_000_000_000n]);
    neurons.LastUpdate.put(ctx, 1, [0n, 77_777n]);
    neurons.Active.put(ctx, 1, [false, true]);
    neurons.ValidatorPermit.put(ctx, 1, [false, true]);
    neurons.PruningScores.put(ctx, 1, [3, 17]);
    neurons.Weights.put(ctx, 1, 1, [
      [0, 65_535],
      [1, 0],
    ]);
    neurons.Bonds.put(ctx, 1, 1, [
      [1, 0],
      [0, 40_000],
    ]);
    const axon = {
      ...NO_AXON,
      block: 9n,
      version: 720,
      port: 8091,
      ip: 16_909_060n,
      ip_type: 4,
      protocol: 4,
    };
    limits.Axons.put(ctx, 1, hot, axon);
    const prometheus = { block: 8n, version: 1, ip: 16_909_060n, port: 9090, ip_type: 4 };
    limits.Prometheus.put(ctx, 1, hot, prometheus);
    return {
      hotkey: `0x${hot}`,
      coldkey: `0x${fabric.account('cold')}`,
      uid: 1,
      netuid: 1,
      active: true,
      axon_info: axon,
      prometheus_info: prometheus,
      stake: hexed(stakesOnHot(fabric)),
      ...column,
      emission: 5_000_000_000_000n,
      last_update: 77_777,
      validator_permit: true,
      weights: [[0, 65_535]],
      bonds: [[0, 40_000]],
      pruning_score: 17,
    };
  }
  /** A neuron that nothing was written for but its seat. */
  const fresh = (fabric: Fabric, pruning_score: number) => ({
    hotkey: `0x${fabric.account('other')}`,
    coldkey: `0x${fabric.account('cold')}`,
    uid: 0,
    netuid: 1,
    stake: [[`0x${fabric.account('cold')}`, 0]],
    axon_info: NO_AXON,
    prometheus_info: NO_PROMETHEUS,
    pruning_score,
  });

  it('of one and of all, with rows and without', () => {
    const fabric = prepare();
    const filled = fill(fabric);
    const both = [fresh(fabric, 3), filled];
    const api = 'NeuronInfoRuntimeApi_get_neuron';
    expect(ask(fabric, api, u16(1), u16(1))).toBe(encoded('NeuronInfo', filled));
    expect(ask(fabric, `${api}_lite`, u16(1), u16(1))).toBe(encoded('NeuronInfoLite', filled));
    expect(ask(fabric, `${api}s`, u16(1))).toBe(encoded('Vec<NeuronInfo>', both));
    expect(ask(fabric, `${api}s_lite`, u16(1))).toBe(encoded('Vec<NeuronInfoLite>', both));
  });

  it('without vectors reads as zero, never pruned', () => {
    const fabric = prepare();
    const neuron = ask(fabric, 'NeuronInfoRuntimeApi_get_neuron_lite', u16(1), u16(0));
    expect(neuron).toBe(encoded('NeuronInfoLite', fresh(fabric, 65_535)));
  });

  it('is nothing where there is no network or uid, and a list ends at the first uid without a hotkey', () => {
    const fabric = prepare();
    const api = 'NeuronInfoRuntimeApi_get_neuron';
    expect(ask(fabric, api, u16(1), u16(2))).toBe('');
    expect(ask(fabric, `${api}_lite`, u16(7), u16(0))).toBe('');
    expect(ask(fabric, `${api}s`, u16(7))).toBe('00');
    neurons.Keys.delete(fabric.ctx, 1, 0);
    expect(ask(fabric, `${api}s_lite`, u16(1))).toBe('00');
  });
});

describe('DelegateInfo', () => {
  /** `hot` a delegate with a permit on 258 and emission on both networks. */
  function prepareDelegate(): { fabric: Fabric; info: object } {
    const fabric = prepare();
    const { ctx } = fabric;
    Delegates.put(ctx, fabric.account('hot'), 11_796);
    neurons.Emission.put(ctx, 1, [9n, 1_000_000n]);
    neurons.Emission.put(ctx, 258, [990_000n]);
    neurons.ValidatorPermit.put(ctx, 258, [true]);
    networks.IsNetworkMember.put(ctx, fabric.account('hot'), 300, true);
    networks.IsNetworkMember.put(ctx, fabric.account('hot'), 4, false);
    const info = {
      delegate_ss58: `0x${fabric.account('hot')}`,
      take: 11_796,
      nominators: hexed(stakesOnHot(fabric).filter(([, rao]) => rao > 0)),
      owner_ss58: `0x${fabric.account('cold')}`,
      // In the order of their keys, 300 dissolved.
      registrations: [1, 258, 300],
      validator_permits: [258],
      // 1,000,000 · 20 + 990,000 · 72.7272… = 92,000,000 less a truncated fraction; 82 % of it over 600 / 1000.
      return_per_1000: 125_733_333,
      total_daily_return: 91_999_999,
    };
    return { fabric, info };
  }

  it('of one, of all, and of those that a coldkey stakes to', () => {
    const { fabric, info } = prepareDelegate();
    const api = 'DelegateInfoRuntimeApi_get_delegate';
    expect(ask(fabric, api, vector(fabric.account('hot')))).toBe(encoded('DelegateInfo', info));
    expect(ask(fabric, `${api}s`)).toBe(encoded('Vec<DelegateInfo>', [info]));
    const delegated = encoded('Vec<(DelegateInfo, Compact<u64>)>', [[info, 400]]);
    const nominator = fabric.account('nominator');
    expect(ask(fabric, `${api}d`, vector(nominator))).toBe(delegated);
    expect(ask(fabric, `${api}d`, vector(`${nominator}ff`))).toBe(delegated);
    expect(ask(fabric, `${api}d`, vector(fabric.account('gone')))).toBe('00');
  });

  it('is nothing for accounts of another length and for who is no delegate', () => {
    const { fabric } = prepareDelegate();
    const api = 'DelegateInfoRuntimeApi_get_delegate';
    expect(ask(fabric, api, vector(fabric.account('other')))).toBe('');
    expect(ask(fabric, api, vector(`${fabric.account('hot')}00`))).toBe('');
    expect(ask(fabric, `${api}d`, vector(fabric.account('nominator').slice(2)))).toBe('00');
  });

  it('stops where a network of a delegate has tempo 0, as upstream divides by it', () => {
    const { fabric } = prepareDelegate();
    networks.Tempo.put(fabric.ctx, 1, 0);
    expect(() => ask(fabric, 'DelegateInfoRuntimeApi_get_delegates')).toThrow(/tempo of a delegate/);
  });
});

describe('StakeInfo', () => {
  it('of coldkeys in the order asked, without those of another length', () => {
    const fabric = prepare();
    const [hot, other] = ['hot', 'other'].map((label) => fabric.account(label)) as [string, string];
    const [cold, nominator] = [fabric.account('cold'), fabric.account('nominator')];
    const stakes = [...Stake.entries(fabric.ctx)]
      .filter(([[, coldkey]]) => coldkey === cold)
      .map(([[hotkey]]) => ({
        hotkey: `0x${hotkey}`,
        coldkey: `0x${cold}`,
        stake: hotkey === hot ? 600 : 0,
      }));
    expect(stakes.map(({ hotkey }) => hotkey).sort()).toEqual([`0x${hot}`, `0x${other}`].sort());
    const nominated = [{ hotkey: `0x${hot}`, coldkey: `0x${nominator}`, stake: 400 }];
    const api = 'StakeInfoRuntimeApi_get_stake_info_for_coldkey';
    expect(ask(fabric, api, vector(cold))).toBe(encoded('Vec<StakeInfo>', stakes));
    expect(ask(fabric, api, vector('00'))).toBe('00');
    const several = [[4 << 2], vector(nominator), vector('00'), vector(other), vector(cold)];
    expect(ask(fabric, `${api}s`, ...several)).toBe(
      encoded('Vec<(AccountId, Vec<StakeInfo>)>', [
        [`0x${nominator}`, nominated],
        [`0x${other}`, []],
        [`0x${cold}`, stakes],
      ]),
    );
  });
});

describe('SubnetInfo', () => {
  /** A value of its own for everything that the two structures show of network 1. */
  function fill({ ctx }: Fabric): void {
    const numbers = [
      hyperparameters.Rho,
      hyperparameters.Kappa,
      hyperparameters.ImmunityPeriod,
      hyperparameters.MaxAllowedValidators,
      hyperparameters.ScalingLawPower,
      hyperparameters.MaxAllowedUids,
      hyperparameters.ActivityCutoff,
      limits.MinAllowedWeights,
      limits.MaxWeightsLimit,
      networks.NetworkModality,
      registration.AdjustmentInterval,
      registration.TargetRegistrationsPerInterval,
      registration.MaxRegistrationsPerBlock,
    ];
    numbers.forEach((item, i) => item.put(ctx, 1, 100 + i));
    const bigs = [
      networks.BlocksSinceLastStep,
      networks.EmissionValues,
      registration.Burn,
      registration.Difficulty,
      registration.MinDifficulty,
      registration.MaxDifficulty,
      registration.MinBurn,
      registration.MaxBurn,
      registration.AdjustmentAlpha,
      hyperparameters.BondsMovingAverage,
      limits.WeightsVersionKey,
      limits.WeightsSetRateLimit,
      limits.ServingRateLimit,
      limits.WeightCommitRevealInterval,
    ];
    bigs.forEach((item, i) => item.put(ctx, 1, 2n ** 64n - 1n - BigInt(i)));
    limits.CommitRevealWeightsEnabled.put(ctx, 1, true);
  }
  const big = (i: number): bigint => 2n ** 64n - 1n - BigInt(i);

  const infoOf = (fabric: Fabric) => ({
    netuid: 1,
    rho: 100,
    kappa: 101,
    difficulty: big(3),
    immunity_period: 102,
    max_allowed_validators: 103,
    min_allowed_weights: 107,
    max_weights_limit: 108,
    scaling_law_power: 104,
    subnetwork_n: 2,
    max_allowed_uids: 105,
    blocks_since_last_step: big(0),
    tempo: 360,
    network_modality: 109,
    network_connect: [],
    emission_values: big(1),
    burn: big(2),
    owner: `0x${fabric.account('owner')}`,
  });

  it('of one and of all, by netuid', () => {
    const fabric = prepare();
    fill(fabric);
    const info = encoded('SubnetInfo', infoOf(fabric));
    expect(ask(fabric, 'SubnetInfoRuntimeApi_get_subnet_info', u16(1))).toBe(info);
    expect(ask(fabric, 'SubnetInfoRuntimeApi_get_subnet_info', u16(2))).toBe('');
    const [root, last] = [0, 258].map((id) => ask(fabric, 'SubnetInfoRuntimeApi_get_subnet_info', u16(id)));
    expect(ask(fabric, 'SubnetInfoRuntimeApi_get_subnets_info')).toBe(`0c01${root}01${info}01${last}`);
  });

  it('and its hyperparameters', () => {
    const fabric = prepare();
    fill(fabric);
    const expected = {
      ...infoOf(fabric),
      min_difficulty: big(4),
      max_difficulty: big(5),
      weights_version: big(10),
      weights_rate_limit: big(11),
      adjustment_interval: 110,
      activity_cutoff: 106,
      registration_allowed: true,
      target_regs_per_interval: 111,
      min_burn: big(6),
      max_burn: big(7),
      bonds_moving_avg: big(9),
      max_regs_per_block: 112,
      serving_rate_limit: big(12),
      max_validators: 103,
      adjustment_alpha: big(8),
      commit_reveal_weights_interval: big(13),
      commit_reveal_weights_enabled: true,
    };
    const api = 'SubnetInfoRuntimeApi_get_subnet_hyperparams';
    expect(ask(fabric, api, u16(1))).toBe(encoded('SubnetHyperparams', expected));
    expect(ask(fabric, api, u16(2))).toBe('');
  });
});

it('SubnetRegistration: what the next network locks', () => {
  const fabric = prepare();
  networks.NetworkMinLockCost.put(fabric.ctx, 5n);
  networks.NetworkLastLockCost.put(fabric.ctx, 100_800_000n);
  networks.NetworkLastRegistered.put(fabric.ctx, 1n);
  networks.NetworkLockReductionInterval.put(fabric.ctx, 1000n);
  fabric.chain.block(2);
  const name = 'SubnetRegistrationRuntimeApi_get_network_registration_cost';
  const answer = finney202406.call(name, new Uint8Array(), fabric.chain.state, {
    verifySignature: () => false,
  });
  expect(fabric.ctx.codecs.decode(u64, answer)).toBe(2n * 100_800_000n - 100_800n);
});
