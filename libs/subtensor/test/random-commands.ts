/** Commands of the random sequences: plain data, so that a failing sequence can be shrunk, printed and replayed. */
import { toHex, type AccountId, type OuterCall } from '@yumanet/frame';
import fc from 'fast-check';
import type { ReplayChain } from '../src/replay/chain.js';
import {
  createSealHash,
  hashMeetsDifficulty,
} from '../src/runtimes/finney-2024-06/pallets/subtensor-module/checks/proof-of-work.js';
import { Difficulty } from '../src/runtimes/finney-2024-06/pallets/subtensor-module/storage/registration.js';
import { BlockHash, Number_ } from '../src/runtimes/finney-2024-06/pallets/system/storage.js';
import { account } from '../src/testing/index.js';
import { SUDO, TAO, subtensor } from './network.js';

export const COLDKEYS = [1, 2, 3, 4].map(account);
/** Has nothing: registers by work only. */
export const POOR = account(5);
export const HOTKEYS = [17, 18, 19, 20, 21, 22, 23, 24].map(account);

export type Command =
  | { readonly kind: 'block'; readonly jump: number }
  | {
      readonly kind: 'call';
      readonly who: AccountId;
      readonly type: string;
      readonly args: Readonly<Record<string, unknown>>;
    }
  | {
      readonly kind: 'work';
      readonly netuid: number;
      readonly hotkey: AccountId;
      readonly coldkey: AccountId;
      readonly age: number;
    }
  | {
      readonly kind: 'admin';
      readonly who: AccountId;
      readonly name: string;
      readonly args: Readonly<Record<string, unknown>>;
    };

const U64_MAX = (1n << 64n) - 1n;

const coldkey = fc.constantFrom(...COLDKEYS, POOR);
const hotkey = fc.constantFrom(...HOTKEYS);
const netuid = fc.constantFrom(0, 1, 1, 2, 2, 3, 9);
const amount = fc.oneof(
  fc.constantFrom(0n, 1n, 499n, 500n, 501n, TAO, 999n * TAO, 50_000n * TAO, 100_000n * TAO, U64_MAX),
  fc.bigInt({ min: 0n, max: 3_000n * TAO }),
);
const row = fc.array(fc.tuple(fc.integer({ min: 0, max: 5 }), fc.constantFrom(0, 1, 2, 100, 32768, 65535)), {
  maxLength: 5,
});
const take = fc.constantFrom(0, 1, 5_898, 11_795, 11_796, 11_797, 65_535);

const byColdkey = (type: string, args: fc.Arbitrary<Record<string, unknown>>): fc.Arbitrary<Command> =>
  fc.tuple(coldkey, args).map(([who, each]) => ({ kind: 'call', who, type, args: each }));

/** A hotkey and, most of the time, the coldkey that registers it when it can. */
const pair = fc
  .tuple(fc.nat({ max: HOTKEYS.length - 1 }), coldkey, fc.nat({ max: 3 }))
  .map(([i, other, pick]) => [pick === 0 ? other : COLDKEYS[i % COLDKEYS.length]!, HOTKEYS[i]!] as const);

const byOwner = <T extends Record<string, unknown>>(
  type: string,
  args: fc.Arbitrary<T>,
): fc.Arbitrary<Command> =>
  fc
    .tuple(pair, args)
    .map(([[who, hot], each]): Command => ({ kind: 'call', who, type, args: { ...each, hotkey: hot } }));

const weights = (type: 'set_weights' | 'set_root_weights'): fc.Arbitrary<Command> =>
  fc
    .tuple(coldkey, hotkey, netuid, row, fc.constantFrom(0n, 1n))
    .map(([owner, hot, net, pairs, version_key]) => {
      const args = {
        netuid: type === 'set_weights' ? net : 0,
        dests: pairs.map(([dest]) => dest),
        weights: pairs.map(([, value]) => value),
        version_key,
      };
      return type === 'set_weights'
        ? { kind: 'call', who: hot, type, args }
        : { kind: 'call', who: owner, type, args: { ...args, hotkey: hot } };
    });

/** Setters and values that leave the chain running; the others have tests of their own. */
const SETTERS: readonly (readonly [
  name: string,
  arg: string,
  values: readonly unknown[],
  perNetwork: boolean,
])[] = [
  ['tempo', 'tempo', [0, 1, 3, 12], true],
  ['max_allowed_uids', 'max_allowed_uids', [1, 3, 6, 256], true],
  ['max_allowed_validators', 'max_allowed_validators', [0, 1, 2, 64], true],
  ['min_allowed_weights', 'min_allowed_weights', [0, 1, 3], true],
  ['max_weight_limit', 'max_weight_limit', [1, 30_000, 65_535], true],
  ['immunity_period', 'immunity_period', [0, 5, 5000], true],
  ['activity_cutoff', 'activity_cutoff', [0, 3, 5000], true],
  ['kappa', 'kappa', [0, 32_767, 65_535], true],
  ['min_burn', 'min_burn', [1n, TAO], true],
  ['max_burn', 'max_burn', [TAO, 100n * TAO], true],
  ['difficulty', 'difficulty', [1n, 2n, 16n], true],
  ['min_difficulty', 'min_difficulty', [1n], true],
  ['weights_version_key', 'weights_version_key', [0n, 1n], true],
  ['weights_set_rate_limit', 'weights_set_rate_limit', [0n, 0n, 5n], true],
  ['target_registrations_per_interval', 'target_registrations_per_interval', [1, 2, 20], true],
  ['max_registrations_per_block', 'max_registrations_per_block', [0, 1, 20], true],
  ['adjustment_interval', 'adjustment_interval', [1, 10, 360], true],
  ['adjustment_alpha', 'adjustment_alpha', [0n, U64_MAX], true],
  ['network_registration_allowed', 'registration_allowed', [true, false], true],
  ['network_pow_registration_allowed', 'registration_allowed', [true], true],
  ['commit_reveal_weights_enabled', 'enabled', [true, false, false], true],
  ['subnet_limit', 'max_subnets', [1, 2, 3], false],
  ['network_immunity_period', 'immunity_period', [0n, 5n], false],
  ['network_min_lock_cost', 'lock_cost', [1n, TAO], false],
  ['network_rate_limit', 'rate_limit', [0n, 3n], false],
  ['subnet_owner_cut', 'subnet_owner_cut', [0, 11_796, 65_535], false],
  ['tx_rate_limit', 'tx_rate_limit', [0n, 3n], false],
  ['tx_delegate_take_rate_limit', 'tx_rate_limit', [0n, 3n], false],
  ['weights_min_stake', 'min_stake', [0n, TAO], false],
  ['min_delegate_take', 'take', [0, 5_898], false],
  ['default_take', 'default_take', [11_796, 11_796, 5_000], false],
];

const admin: fc.Arbitrary<Command> = fc
  .tuple(
    fc.constantFrom(...SETTERS),
    fc.nat(),
    fc.constantFrom(1, 2, 3),
    fc.constantFrom(SUDO, SUDO, ...COLDKEYS),
  )
  .map(([[name, arg, values, perNetwork], pick, net, who]) => ({
    kind: 'admin',
    who,
    name,
    args: { ...(perNetwork ? { netuid: net } : {}), [arg]: values[pick % values.length] },
  }));

export const command: fc.Arbitrary<Command> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.constantFrom(1, 1, 1, 1, 2, 5, 25).map((jump): Command => ({ kind: 'block', jump })),
  },
  { weight: 2, arbitrary: byColdkey('register_network', fc.constant({})) },
  { weight: 1, arbitrary: byColdkey('dissolve_network', fc.record({ netuid })) },
  { weight: 6, arbitrary: byOwner('burned_register', fc.record({ netuid })) },
  {
    weight: 4,
    arbitrary: fc
      .tuple(netuid, pair, fc.constantFrom(0, 1, 1, 2, 3))
      .map(([net, [cold, hot], age]): Command => ({
        kind: 'work',
        netuid: net,
        hotkey: hot,
        coldkey: cold,
        age,
      })),
  },
  { weight: 3, arbitrary: byOwner('root_register', fc.record({})) },
  { weight: 2, arbitrary: byOwner('become_delegate', fc.record({})) },
  { weight: 2, arbitrary: byOwner('increase_take', fc.record({ take })) },
  { weight: 2, arbitrary: byOwner('decrease_take', fc.record({ take })) },
  { weight: 6, arbitrary: byOwner('add_stake', fc.record({ amount_staked: amount })) },
  { weight: 4, arbitrary: byOwner('remove_stake', fc.record({ amount_unstaked: amount })) },
  { weight: 6, arbitrary: weights('set_weights') },
  { weight: 3, arbitrary: weights('set_root_weights') },
  { weight: 2, arbitrary: byOwner('swap_hotkey', fc.record({ new_hotkey: hotkey })) },
  { weight: 5, arbitrary: admin },
);

/** Who signs what; work is done here, over the block that the chain is at. */
export function toCall(
  chain: ReplayChain,
  each: Exclude<Command, { kind: 'block' }>,
): [AccountId, OuterCall] {
  if (each.kind === 'call') return [each.who, subtensor(each.type, each.args)];
  if (each.kind === 'work') return [each.hotkey, work(chain, each)];
  const call = { type: 'AdminUtils', value: { type: `sudo_set_${each.name}`, value: each.args } };
  if (each.who !== SUDO) return [each.who, call];
  return [SUDO, { type: 'Sudo', value: { type: 'sudo', value: { call } } }];
}

/** The hardest work that is still done: above this the proof is wrong on purpose. */
const HARDEST = 64n;

function work(
  chain: ReplayChain,
  { netuid: net, hotkey: hot, coldkey: cold, age }: Extract<Command, { kind: 'work' }>,
) {
  const ctx = chain.context();
  const block = Math.max(Number_.get(ctx) - age, 0);
  const difficulty = Difficulty.get(ctx, net);
  let nonce = 0n;
  let seal = createSealHash(BlockHash.get(ctx, block), nonce, hot);
  while (difficulty <= HARDEST && !hashMeetsDifficulty(seal, difficulty))
    seal = createSealHash(BlockHash.get(ctx, block), ++nonce, hot);
  return subtensor('register', {
    netuid: net,
    block_number: BigInt(block),
    nonce,
    work: seal,
    hotkey: hot,
    coldkey: cold,
  });
}

/** A command as a line of a failing sequence. */
export const show = (each: Command): string =>
  JSON.stringify(each, (_key, value: unknown) =>
    typeof value === 'bigint' ? `${value}n` : value instanceof Uint8Array ? toHex(value) : value,
  );
