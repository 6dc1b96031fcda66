/**
 * A paid tempo end to end: two subnets, three validators, five miners, a nominator, all through the runtime's exported
 * functions; every block is compared with a model made of yuma-core's formulas alone, to the rao.
 */
import { vecU16MaxUpscaleToU16 } from '@yumanet/yuma-core';
import { describe, expect, it } from 'vitest';
import { createFinney202406 } from '../src/index.js';
import { accountForIssuance } from '../src/runtimes/finney-2024-06/invariant/issuance.js';
import { recount } from '../src/runtimes/finney-2024-06/invariant/recount.js';
import { PendingEmission } from '../src/runtimes/finney-2024-06/pallets/subtensor-module/storage/networks.js';
import {
  Stake,
  TotalIssuance,
} from '../src/runtimes/finney-2024-06/pallets/subtensor-module/storage/stake.js';
import { account, type TestChain } from '../src/testing/index.js';
import { SnapshotStore } from '../src/snapshots/snapshot-store.js';
import { inputOf, snapshotCodec } from '../src/snapshots/snapshot.js';
import { TempoModel, type ModelNeuron, type ModelSubnet } from './tempo-model.js';
import { TAO, admin, startChain, subtensor, succeed, SUDO } from './network.js';

const OWNERS = [account(1), account(2)];
const COLDKEYS = [account(3), account(4), account(5)];
const VALIDATORS = [account(6), account(7), account(8)];
const MINER_COLDKEY = account(9);
const MINERS = [10, 11, 12, 13, 14].map(account);
const NOMINATOR = account(15);

const ROOT_TEMPO = 20;
const TEMPOS = [9, 14];
const ROOT_WEIGHTS = [
  [30, 70],
  [100, 0],
  [5, 60],
];
/** By validator: on subnet 1 the miners are uids 3 to 5, on subnet 2 uids 3 and 4. */
const WEIGHTS = [
  [
    [10, 20, 30],
    [0, 50, 1],
    [7, 7, 0],
  ],
  [
    [1, 2],
    [100, 3],
    [60, 60],
  ],
];

function build(chain: TestChain): void {
  succeed(chain, [OWNERS[0]!, subtensor('register_network')]);
  succeed(chain, [OWNERS[1]!, subtensor('register_network')]);
  succeed(
    chain,
    ...[0, 1, 2].flatMap((netuid) => [
      [
        SUDO,
        admin('target_registrations_per_interval', { netuid, target_registrations_per_interval: 100 }),
      ] as const,
      [SUDO, admin('max_registrations_per_block', { netuid, max_registrations_per_block: 100 })] as const,
      [SUDO, admin('weights_set_rate_limit', { netuid, weights_set_rate_limit: 0n })] as const,
      [SUDO, admin('tempo', { netuid, tempo: [ROOT_TEMPO, ...TEMPOS][netuid] })] as const,
    ]),
  );
  succeed(
    chain,
    ...[1, 2].flatMap((netuid) =>
      VALIDATORS.map(
        (hotkey, i) => [COLDKEYS[i]!, subtensor('burned_register', { netuid, hotkey })] as const,
      ),
    ),
  );
  succeed(
    chain,
    ...MINERS.map(
      (hotkey, i) =>
        [MINER_COLDKEY, subtensor('burned_register', { netuid: i < 3 ? 1 : 2, hotkey })] as const,
    ),
  );
  succeed(
    chain,
    ...VALIDATORS.map((hotkey, i) => [COLDKEYS[i]!, subtensor('root_register', { hotkey })] as const),
  );
  succeed(
    chain,
    ...VALIDATORS.map(
      (hotkey, i) =>
        [
          COLDKEYS[i]!,
          subtensor('add_stake', { hotkey, amount_staked: BigInt(1000 * (i + 1)) * TAO + 7n }),
        ] as const,
    ),
    [NOMINATOR, subtensor('add_stake', { hotkey: VALIDATORS[0]!, amount_staked: 333n * TAO + 1n })],
  );
  succeed(
    chain,
    ...VALIDATORS.map(
      (hotkey, i) =>
        [
          COLDKEYS[i]!,
          subtensor('set_root_weights', {
            netuid: 0,
            hotkey,
            dests: [1, 2],
            weights: ROOT_WEIGHTS[i],
            version_key: 0n,
          }),
        ] as const,
    ),
  );
}

/** Permits come with the first epoch; weights after it. */
function setWeights(chain: TestChain): void {
  succeed(
    chain,
    ...[1, 2].flatMap((netuid) =>
      VALIDATORS.map(
        (hotkey, i) =>
          [
            hotkey,
            subtensor('set_weights', {
              netuid,
              dests: netuid === 1 ? [3, 4, 5] : [3, 4],
              weights: WEIGHTS[netuid - 1]![i],
              version_key: 0n,
            }),
          ] as const,
      ),
    ),
  );
}

const REGISTERED_AT = 4n;

function model(chain: TestChain): TempoModel {
  const neuron = (hotkey: string, registeredAt: bigint): ModelNeuron => ({
    hotkey,
    lastUpdate: registeredAt,
    registeredAt,
    permit: false,
    weights: [],
    bonds: [],
  });
  const subnets = [1, 2].map((netuid, k): ModelSubnet => {
    const miners = netuid === 1 ? MINERS.slice(0, 3) : MINERS.slice(3);
    return {
      netuid,
      tempo: TEMPOS[k]!,
      owner: OWNERS[k]!,
      neurons: [
        ...VALIDATORS.map((hotkey) => neuron(hotkey, REGISTERED_AT)),
        ...miners.map((hotkey) => neuron(hotkey, REGISTERED_AT + 1n)),
      ],
      emission: 0n,
      pending: 0n,
      loaded: [],
    };
  });
  const root = {
    tempo: ROOT_TEMPO,
    validators: VALIDATORS.map((hotkey, i) => {
      const upscaled = vecU16MaxUpscaleToU16(ROOT_WEIGHTS[i]!);
      return { hotkey, weights: [1, 2].map((netuid, k) => [netuid, upscaled[k]!] as const) };
    }),
  };
  const made = new TempoModel(TotalIssuance.get(chain.ctx), root, subnets, {
    ownerCut: 11_796,
    kappa: 32_767,
    rho: 10,
    activityCutoff: 5000n,
    bondsMovingAverage: 900_000n,
    maxAllowedValidators: 64,
  });
  VALIDATORS.forEach((hotkey, i) => {
    made.owners.set(hotkey, COLDKEYS[i]!);
    made.takes.set(hotkey, 11_796);
    made.stakes.set(hotkey, new Map([[COLDKEYS[i]!, BigInt(1000 * (i + 1)) * TAO + 7n]]));
  });
  made.stakes.get(VALIDATORS[0]!)!.set(NOMINATOR, 333n * TAO + 1n);
  for (const hotkey of MINERS) made.owners.set(hotkey, MINER_COLDKEY);
  for (const owner of OWNERS) made.balances.set(owner, chain.free(owner));
  return made;
}

function compare(chain: TestChain, expected: TempoModel): void {
  const { ctx } = chain;
  for (const hotkey of [...VALIDATORS, ...MINERS])
    expect(new Map([...Stake.entries(ctx, hotkey)].map(([[, coldkey], rao]) => [coldkey, rao]))).toEqual(
      withOwner(expected, hotkey),
    );
  for (const owner of OWNERS) expect(chain.free(owner)).toBe(expected.balances.get(owner));
  for (const { netuid, pending } of expected.subnets) expect(PendingEmission.get(ctx, netuid)).toBe(pending);
  expect(TotalIssuance.get(ctx)).toBe(expected.issuance);
  expect(accountForIssuance(ctx).unaccounted).toBe(0n);
}

/** A hotkey's owner has an entry from the start. */
function withOwner(expected: TempoModel, hotkey: string): ReadonlyMap<string, bigint> {
  return new Map([[expected.owners.get(hotkey)!, 0n], ...(expected.stakes.get(hotkey) ?? [])]);
}

describe('a paid tempo', () => {
  it('every stake, owner balance, pending emission and the issuance as yuma-core says, block by block', () => {
    const snapshots = new SnapshotStore({ keepWhole: 2, keepDigests: 3 });
    const chain = startChain(createFinney202406({ onEpoch: snapshots.observe }), [
      ...OWNERS,
      ...COLDKEYS,
      MINER_COLDKEY,
      NOMINATOR,
    ]);
    build(chain);
    const expected = model(chain);
    // The epochs that ran while the network was built had nothing to give.
    for (const subnet of expected.subnets)
      expect(PendingEmission.get(chain.ctx, subnet.netuid)).toBe(subnet.pending);
    let weightsAt = 0n;
    for (let i = 0; i < 75; i++) {
      const block = BigInt(chain.number + 1);
      expected.step(block);
      const ready =
        weightsAt === 0n && expected.subnets.every(({ neurons }) => neurons.every((n) => n.permit));
      if (ready) {
        setWeights(chain);
        weightsAt = block;
        noteWeights(expected, block);
      } else chain.block();
      compare(chain, expected);
    }
    expect(weightsAt).toBeGreaterThan(0n);
    // Miners were paid, and what was paid is what was issued.
    for (const hotkey of MINERS.slice(0, 2)) expect(expected.total(hotkey)).toBeGreaterThan(TAO);
    expect(recount(chain.ctx)).toEqual([]);
    checkSnapshots(snapshots, chain);
  });
});

function noteWeights(expected: TempoModel, block: bigint): void {
  for (const { netuid, neurons } of expected.subnets)
    VALIDATORS.forEach((_, i) => {
      const neuron = neurons[i]!;
      neuron.lastUpdate = block;
      neuron.weights = vecU16MaxUpscaleToU16(WEIGHTS[netuid - 1]![i]!).map(
        (value, k) => [3 + k, value] as const,
      );
    });
}

/** The last two epochs are whole and can be recomputed; older ones are digests. */
function checkSnapshots(snapshots: SnapshotStore, chain: TestChain): void {
  const kept = snapshots.list(1);
  expect(kept.map(({ encoded }) => encoded !== undefined)).toEqual([false, false, false, true, true]);
  const last = kept.at(-1)!;
  expect(last.parentHash).toBe(chain.blocks[last.block - 2]?.hash);
  const input = inputOf(snapshotCodec().decode(last.encoded!));
  expect(input).toMatchObject({ n: 6, currentBlock: BigInt(last.block), maxAllowedValidators: 64 });
}
