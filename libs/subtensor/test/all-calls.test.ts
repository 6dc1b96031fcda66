/**
 * Every call of every pallet, with boundary arguments made from the declared types, signed by anybody or dispatched by
 * root. Nothing crashes, every total is the sum of its parts, a failed call leaves only its fee, nonce and event, and
 * SubtensorModule's core calls end as their model says.
 *
 * `YUMANET_FUZZ_CALLS` says how many calls; a failure prints seed and path for `YUMANET_FUZZ_SEED`, `YUMANET_FUZZ_PATH`.
 */
import type { AccountId, OuterCall } from '@yumanet/frame';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createFinney202406 } from '../src/index.js';
import { ReplayChain } from '../src/replay/chain.js';
import { ARTICLES_PARAMETERS } from '../src/runtimes/finney-2024-06/parameters/articles.js';
import { account } from '../src/testing/index.js';
import { accountForIssuance } from '../src/runtimes/finney-2024-06/invariant/issuance.js';
import { CallArbitraries, type Allowed } from './call-arbitrary.js';
import { MODELLED, predict } from './call-model.js';
import { applyChecked, endBlock, type Ledger } from './checked-chain.js';
import { SUDO, TAO, admin, subtensor } from './network.js';

const env = process.env;
const CALLS = Number(env['YUMANET_FUZZ_CALLS'] ?? 1500);
/** Calls of one chain, and of one block. */
const [PER_CHAIN, PER_BLOCK] = [500, 25];
const ACCOUNTS = [1, 2, 3, 17, 18, 19, 20].map(account);
const [COLD, HOT] = [account(1), account(17)];

const runtime = createFinney202406({
  parameters: {
    ...ARTICLES_PARAMETERS,
    hasFaucet: true,
    slashing: { UnstakeCooldown: 10, AbsenceBlocks: 20 },
  },
});

/** Root's calls that leave totals to be counted and the chain running; the rest has tests of its own. */
const ROOTS: Readonly<Record<string, Allowed>> = {
  Triumvirate: () => true,
  TriumvirateMembers: () => true,
  SenateMembers: () => true,
  Preimage: () => true,
  Scheduler: () => true,
  Utility: (_pallet, call) => call !== 'dispatch_as' && call !== 'as_derivative',
  SubtensorModule: () => true,
  Registry: () => true,
  Commitments: () => true,
  Slashing: () => true,
};

/** Their proof of ownership is of an enum without variants: no such call exists. */
const UNCALLABLE = ['Grandpa.report_equivocation', 'Grandpa.report_equivocation_unsigned'];

interface Step {
  readonly who: AccountId;
  readonly call: OuterCall;
}

const anybody = new CallArbitraries(runtime.linked, ACCOUNTS, () => true).call();
const root = new CallArbitraries(
  runtime.linked,
  ACCOUNTS,
  (pallet, call) => ROOTS[pallet]?.(pallet, call) === true,
).call();

const setter = new CallArbitraries(runtime.linked, ACCOUNTS, (pallet) => pallet === 'AdminUtils')
  .call()
  .map(keepRunning);
const core = new CallArbitraries(
  runtime.linked,
  ACCOUNTS,
  (pallet, call) => pallet === 'SubtensorModule' && MODELLED.includes(call),
).call();

const signed = (calls: fc.Arbitrary<OuterCall>): fc.Arbitrary<Step> =>
  fc.record({ who: fc.constantFrom(...ACCOUNTS), call: calls });
const sudo = (calls: fc.Arbitrary<OuterCall>): fc.Arbitrary<Step> =>
  calls.map((call) => ({ who: SUDO, call: { type: 'Sudo', value: { type: 'sudo', value: { call } } } }));

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: signed(anybody) },
  { weight: 2, arbitrary: signed(core) },
  { weight: 1, arbitrary: sudo(root) },
  { weight: 1, arbitrary: sudo(setter) },
);

/** Total issuance: halvings, the total supply, and none so near an end of u64 that sums would saturate, as upstream. */
const ISSUANCES = [5_250_000n, 10_500_000n, 20_999_999n, 21_000_000n, 42_000_000n].map((tao) => tao * TAO);
/** Where 0 stops the block, as upstream: tests of their own have it. */
const NEVER_ZERO = new Set([
  'sudo_set_lock_reduction_interval',
  'sudo_set_target_registrations_per_interval',
]);
/** On root, a rho above this times kappa (at most 1) leaves the range of exp and stops the block, as upstream. */
const HIGHEST_RHO = 40;

function keepRunning(call: OuterCall): OuterCall {
  const { type, value } = call.value as { type: string; value: Readonly<Record<string, bigint | number>> };
  const changed = Object.fromEntries(
    Object.entries(value).map(([name, each]) => [name, name === 'netuid' ? each : keptRunning(type, each)]),
  );
  return { type: call.type, value: { type, value: changed } };
}

function keptRunning(setter: string, value: bigint | number): bigint | number | undefined {
  if (setter === 'sudo_set_total_issuance') return ISSUANCES[Number(value) % ISSUANCES.length];
  if (setter === 'sudo_set_rho') return Number(value) % (HIGHEST_RHO + 1);
  if (!NEVER_ZERO.has(setter) || BigInt(value) !== 0n) return value;
  return typeof value === 'bigint' ? 1n : 1;
}

/** Setters that move issuance without a balance. */
const MOVES_ISSUANCE = /^sudo_set_(total_issuance|nominator_min_required_stake)$/;

function movesIssuance({ who, call: { type, value } }: Step): boolean {
  const { call } = (value.value ?? {}) as { readonly call?: OuterCall };
  return (
    who === SUDO && type === 'Sudo' && call?.type === 'AdminUtils' && MOVES_ISSUANCE.test(call.value.type)
  );
}

/** Two subnets with short tempos, one of them with hidden weights, neurons, stake, a Triumvirate and a senate. */
function start(): ReplayChain {
  const chain = new ReplayChain(runtime, {
    balances: { balances: [SUDO, ...ACCOUNTS].map((who) => [who, String(100_000n * TAO)]) },
    sudo: { key: SUDO },
    triumvirateMembers: { members: ACCOUNTS.slice(0, 2) },
    senateMembers: { members: [HOT] },
  });
  const results = chain.block(1, [
    [SUDO, admin('network_rate_limit', { rate_limit: 0n })],
    [COLD, subtensor('register_network')],
    [COLD, subtensor('register_network')],
    ...[1, 2].map((netuid) => [SUDO, admin('tempo', { netuid, tempo: 2 + netuid })] as const),
    [SUDO, admin('commit_reveal_weights_enabled', { netuid: 2, enabled: true })],
    [COLD, subtensor('burned_register', { netuid: 1, hotkey: HOT })],
    [COLD, subtensor('add_stake', { hotkey: HOT, amount_staked: 1000n * TAO })],
    [COLD, subtensor('root_register', { hotkey: account(18) })],
  ]);
  expect(results.filter((result) => result !== 'ok')).toEqual([]);
  return chain;
}

function run(steps: readonly Step[], seen: Map<string, number>): void {
  const chain = start();
  const ledger: Ledger = { fees: 0n, dust: 0n, unpaid: 0, set: 0n };
  let number = 2;
  chain.initialize(number);
  steps.forEach((each, i) => {
    const { who, call } = each;
    if (i > 0 && i % PER_BLOCK === 0) {
      endBlock(chain, ledger);
      chain.initialize(++number);
    }
    const name = `${call.type}.${call.value.type}`;
    seen.set(name, (seen.get(name) ?? 0) + 1);
    const ctx = chain.context();
    const before = movesIssuance(each) ? accountForIssuance(ctx).unaccounted : undefined;
    const isPredicted = predict(ctx, who, call);
    const count = (what: string): unknown => seen.set(what, (seen.get(what) ?? 0) + 1);
    if (applyChecked(chain, who, call, (result) => isPredicted(result) && count(`predicted ${name}`)))
      count('succeeded');
    if (before !== undefined) ledger.set += accountForIssuance(ctx).unaccounted - before;
  });
  endBlock(chain, ledger);
}

const summary = (seen: ReadonlyMap<string, number>): string => {
  const predicted = MODELLED.reduce(
    (sum, name) => sum + (seen.get(`predicted SubtensorModule.${name}`) ?? 0),
    0,
  );
  return `${CALLS} calls: ${seen.get('succeeded') ?? 0} succeeded, ${predicted} as the model predicted`;
};

describe('every call, with boundary arguments', () => {
  it(
    'keeps every invariant',
    () => {
      const seen = new Map<string, number>();
      fc.assert(
        fc.property(fc.array(step, { minLength: PER_CHAIN, maxLength: PER_CHAIN, size: 'max' }), (steps) =>
          run(steps, seen),
        ),
        {
          numRuns: Math.ceil(CALLS / PER_CHAIN),
          seed: Number(env['YUMANET_FUZZ_SEED'] ?? 20240601),
          ...(env['YUMANET_FUZZ_PATH'] === undefined ? {} : { path: env['YUMANET_FUZZ_PATH'] }),
          endOnFailure: true,
          reporter: ({ failed, seed, counterexamplePath, errorInstance }) => {
            if (failed) throw new Error(`seed ${seed}, path ${counterexamplePath}`, { cause: errorInstance });
          },
        },
      );
      const calls = runtime.linked.parts.pallets.flatMap(({ name, calls: list }) =>
        list.map((each) => `${name}.${each.name}`),
      );
      expect(calls.filter((name) => !seen.has(name))).toEqual(UNCALLABLE);
      for (const name of MODELLED)
        expect(seen.get(`predicted SubtensorModule.${name}`) ?? 0, `predicted ${name}`).toBeGreaterThan(0);
      if (env['YUMANET_FUZZ_CALLS'] !== undefined) process.stdout.write(`${summary(seen)}\n`);
      // A generator that never gets anywhere proves nothing.
      expect((seen.get('succeeded') ?? 0) / CALLS).toBeGreaterThan(0.1);
    },
    Math.max(300_000, CALLS * 50),
  );
});
