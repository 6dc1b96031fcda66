/**
 * Skipping idle blocks against making them one by one: random calls, random gaps, equal states at every end of a gap.
 * `YUMANET_FUZZ_SEED`, `YUMANET_FUZZ_PATH`, `YUMANET_FUZZ_RUNS` as in random-calls.test.ts.
 */
import { toHex } from '@yumanet/frame';
import { createYuma } from '@yumanet/yuma-core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createFinney202406 } from '../src/index.js';
import { ReplayChain } from '../src/replay/chain.js';
import { skipIdleBlocks } from '../src/runtimes/finney-2024-06/idle-blocks.js';
import { ARTICLES_PARAMETERS } from '../src/runtimes/finney-2024-06/parameters/articles.js';
import {
  EmissionValues,
  SubnetOwner,
  Tempo,
} from '../src/runtimes/finney-2024-06/pallets/subtensor-module/storage/networks.js';
import { BlockEmission } from '../src/runtimes/finney-2024-06/pallets/subtensor-module/storage/stake.js';
import { account } from '../src/testing/index.js';
import { SUDO, TAO, admin, subtensor } from './network.js';
import { COLDKEYS, HOTKEYS, command, toCall, type Command } from './random-commands.js';

const env = process.env;
const RUNS = Number(env['YUMANET_FUZZ_RUNS'] ?? 8);
const POOR_OWNER = account(9);
const yuma = createYuma({ backend: 'wasm' });
const runtime = createFinney202406({
  yuma,
  parameters: {
    ...ARTICLES_PARAMETERS,
    initial: {
      ...ARTICLES_PARAMETERS.initial,
      NetworkRateLimit: 0n,
      TargetStakesPerInterval: 1000n,
      TxRateLimit: 0n,
    },
  },
});

/** Calls of one block, and how many idle blocks follow it. */
interface Step {
  readonly calls: readonly Exclude<Command, { kind: 'block' }>[];
  readonly gap: number;
}

const step: fc.Arbitrary<Step> = fc.record({
  calls: fc.array(
    command.filter((each): each is Exclude<Command, { kind: 'block' }> => each.kind !== 'block'),
    { maxLength: 6 },
  ),
  gap: fc.oneof(fc.constantFrom(0, 1, 2, 3), fc.integer({ min: 4, max: 150 })),
});

/** Three networks with short tempos, two of whose owners are rich; issuance just below a halving; root has weights. */
function start(): ReplayChain {
  const chain = new ReplayChain(runtime, {
    balances: {
      balances: [SUDO, POOR_OWNER, ...COLDKEYS].map((who) => [who, String(100_000n * TAO)]),
    },
    sudo: { key: SUDO },
  });
  const results = chain.block(1, [
    ...[...COLDKEYS.slice(0, 2), POOR_OWNER].map((who) => [who, subtensor('register_network')] as const),
    ...[0, 1, 2, 3].map(
      (netuid) => [SUDO, admin('tempo', { netuid, tempo: [20, 3, 5, 8][netuid] })] as const,
    ),
    [SUDO, admin('max_registrations_per_block', { netuid: 0, max_registrations_per_block: 2 })],
    [SUDO, admin('weights_set_rate_limit', { netuid: 0, weights_set_rate_limit: 0n })],
    ...[0, 1].map((i) => [COLDKEYS[i]!, subtensor('root_register', { hotkey: HOTKEYS[i] })] as const),
    ...[0, 1].map(
      (i) =>
        [COLDKEYS[i]!, subtensor('add_stake', { hotkey: HOTKEYS[i], amount_staked: 1000n * TAO })] as const,
    ),
    ...[0, 1].map(
      (i) =>
        [
          COLDKEYS[i]!,
          subtensor('set_root_weights', {
            netuid: 0,
            hotkey: HOTKEYS[i],
            dests: [1, 2, 3],
            weights: [3, 1 + i, 1],
            version_key: 0n,
          }),
        ] as const,
    ),
    [SUDO, admin('total_issuance', { total_issuance: 10_500_000n * TAO - 50n * TAO })],
    // Its account ends, and comes back with what its network earns.
    [
      POOR_OWNER,
      {
        type: 'Balances',
        value: {
          type: 'transfer_all',
          value: { dest: { type: 'Id', value: COLDKEYS[0] }, keep_alive: false },
        },
      },
    ],
  ]);
  expect(results.filter((result) => result !== 'ok')).toEqual([]);
  return chain;
}

const ZERO_HASH = '00'.repeat(32);

/** Every key and value, as one string. */
const contents = ({ state }: ReplayChain): string =>
  state
    .keys('')
    .map((key) => `${key} ${toHex(state.get(key) ?? new Uint8Array())}`)
    .join('\n');

/** Whole texts of states that differ are too long to be shown: the first line that does is. */
function expectEqualStates(single: ReplayChain, skipping: ReplayChain): void {
  const [expected, got] = [contents(single), contents(skipping)];
  if (expected === got) return;
  const [lines, others] = [expected.split('\n'), got.split('\n')];
  const at = lines.findIndex((line, i) => line !== others[i]);
  expect(others[at]).toBe(lines[at]);
  expect(others.length).toBe(lines.length);
}

const skip = (chain: ReplayChain, to: number, parentHash = (_block: number) => ZERO_HASH): void =>
  skipIdleBlocks(chain.context(), { to, parentHash }, { yuma });

function run(steps: readonly Step[], seen: { halved: boolean; paid: boolean }): void {
  const [single, skipping] = [start(), start()];
  let number = 1;
  for (const { calls, gap } of steps) {
    for (let i = 0; i < gap; i++) single.block(number + 1 + i);
    skip(skipping, number + gap);
    number += gap + 1;
    for (const chain of [single, skipping]) {
      chain.initialize(number);
      for (const each of calls) chain.apply(...toCall(chain, each));
      chain.finalize();
    }
    expectEqualStates(single, skipping);
  }
  seen.halved ||= BlockEmission.get(single.context()) === TAO / 2n;
  seen.paid ||= EmissionValues.get(single.context(), 1) > 0n;
}

describe('skipping idle blocks', () => {
  it(
    'leaves the state that they leave one by one',
    () => {
      const seen = { halved: false, paid: false };
      fc.assert(
        fc.property(fc.array(step, { minLength: 8, maxLength: 12 }), (steps) => run(steps, seen)),
        {
          numRuns: RUNS,
          seed: Number(env['YUMANET_FUZZ_SEED'] ?? 20240601),
          ...(env['YUMANET_FUZZ_PATH'] === undefined ? {} : { path: env['YUMANET_FUZZ_PATH'] }),
        },
      );
      expect(seen).toEqual({ halved: true, paid: true });
    },
    Math.max(60_000, RUNS * 5_000),
  );

  it('refuses to skip a scheduled task', () => {
    const chain = start();
    const remark = { type: 'System', value: { type: 'remark', value: { remark: Uint8Array.of(1) } } };
    const schedule = {
      type: 'Scheduler',
      value: {
        type: 'schedule',
        value: { when: 20, maybe_periodic: undefined, priority: 0, call: remark },
      },
    };
    chain.block(2, [[SUDO, { type: 'Sudo', value: { type: 'sudo', value: { call: schedule } } }]]);
    skip(chain, 19);
    expect(() => skip(chain, 20)).toThrow('expected no task up to 20, got one in 20');
  });

  it('pays an owner without an account only from when a cut makes it exist', () => {
    // 18 % of 2,000 rao are below the existential deposit in one block and above it in two; of 9,000, at once.
    const cuts = [
      [2_000n, 2_000n],
      [2_000n, 9_000n],
      [9_000n, 2_000n],
    ];
    for (const [first = 0n, second = 0n] of cuts) {
      const [single, skipping] = [start(), start()];
      for (const chain of [single, skipping]) {
        const ctx = chain.context();
        for (const netuid of [1, 2]) SubnetOwner.put(ctx, netuid, account(0x77));
        EmissionValues.put(ctx, 1, first);
        EmissionValues.put(ctx, 2, second);
        Tempo.put(ctx, 0, 0);
      }
      for (let block = 2; block <= 20; block++) single.block(block);
      skip(skipping, 19);
      skipping.block(20);
      expectEqualStates(single, skipping);
    }
  });

  it('keeps as many parent hashes as blocks do, each its own', () => {
    const [single, skipping] = [start(), start()];
    const parentHash = (block: number): string => block.toString(16).padStart(64, '0');
    const LAST = 2_600;
    for (let block = 2; block <= LAST + 1; block++) {
      single.initialize(block, parentHash(block));
      single.finalize();
    }
    skip(skipping, 90, parentHash);
    skip(skipping, LAST, parentHash);
    skipping.initialize(LAST + 1, parentHash(LAST + 1));
    skipping.finalize();
    expectEqualStates(single, skipping);
  });
});
