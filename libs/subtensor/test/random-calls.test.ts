/**
 * Random sequences of calls and blocks, with boundary arguments. Whatever is called, in whatever order: nothing
 * crashes, every total is the sum of its parts, issuance is accounted for, and a failed call leaves only its fee, its
 * nonce and its event.
 *
 * A failure prints seed and path; `YUMANET_FUZZ_SEED`, `YUMANET_FUZZ_PATH` replay it, `YUMANET_FUZZ_RUNS` runs longer.
 */
import type { AccountId } from '@yumanet/frame';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createFinney202406 } from '../src/index.js';
import { ReplayChain } from '../src/replay/chain.js';
import { ARTICLES_PARAMETERS } from '../src/runtimes/finney-2024-06/parameters/articles.js';
import { applyChecked, endBlock, type Ledger } from './checked-chain.js';
import { COLDKEYS, HOTKEYS, command, show, toCall, type Command } from './random-commands.js';
import { SUDO, TAO, admin, subtensor } from './network.js';

const env = process.env;
const RUNS = Number(env['YUMANET_FUZZ_RUNS'] ?? 12);
const COMMANDS = 150;

const runtime = createFinney202406({
  parameters: {
    ...ARTICLES_PARAMETERS,
    initial: {
      ...ARTICLES_PARAMETERS.initial,
      NetworkRateLimit: 0n,
      TargetStakesPerInterval: 1000n,
      StakeInterval: 5n,
      TxRateLimit: 0n,
    },
  },
});

const GENESIS = {
  balances: { balances: [SUDO, ...COLDKEYS].map((who) => [who, String(100_000n * TAO)]) },
  sudo: { key: SUDO },
};

/** Root every 12 blocks, two subnets that pay every 4 and 6, four neurons, some stake. */
function start(): ReplayChain {
  const chain = new ReplayChain(runtime, GENESIS);
  const [a, b] = COLDKEYS as [AccountId, AccountId];
  chain.block(1, [
    [a, subtensor('register_network')],
    [b, subtensor('register_network')],
    ...[0, 1, 2].flatMap((netuid) => [
      [SUDO, admin('tempo', { netuid, tempo: [12, 3, 5][netuid] })] as const,
      [
        SUDO,
        admin('target_registrations_per_interval', { netuid, target_registrations_per_interval: 20 }),
      ] as const,
      [SUDO, admin('max_registrations_per_block', { netuid, max_registrations_per_block: 20 })] as const,
      [SUDO, admin('weights_set_rate_limit', { netuid, weights_set_rate_limit: 0n })] as const,
      [SUDO, admin('network_pow_registration_allowed', { netuid, registration_allowed: true })] as const,
      [SUDO, admin('difficulty', { netuid, difficulty: 2n })] as const,
    ]),
    ...[0, 1, 2, 3].map(
      (i) =>
        [i % 2 ? b : a, subtensor('burned_register', { netuid: 1 + (i >> 1), hotkey: HOTKEYS[i] })] as const,
    ),
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
            dests: [1, 2],
            weights: [3, 1 + i],
            version_key: 0n,
          }),
        ] as const,
    ),
  ]);
  return chain;
}

function run(commands: readonly Command[], counts: Map<string, number>): void {
  const chain = start();
  const ledger: Ledger = { fees: 0n, dust: 0n, unpaid: 0, set: 0n };
  let number = 2;
  chain.initialize(number);
  for (const each of commands) {
    if (each.kind === 'block') {
      endBlock(chain, ledger);
      for (let i = 1; i < each.jump; i++) {
        chain.initialize(++number);
        endBlock(chain, ledger);
      }
      chain.initialize(++number);
    } else if (applyChecked(chain, ...toCall(chain, each))) {
      const name = each.kind === 'call' ? each.type : each.kind;
      counts.set(name, (counts.get(name) ?? 0) + 1);
    }
  }
  endBlock(chain, ledger);
}

describe('random sequences of calls', () => {
  it(
    'keep every invariant, and a failed call leaves only its fee',
    () => {
      const counts = new Map<string, number>();
      fc.assert(
        fc.property(
          fc.array(command, { minLength: COMMANDS, maxLength: COMMANDS, size: 'max' }),
          (commands) => run(commands, counts),
        ),
        {
          numRuns: RUNS,
          seed: Number(env['YUMANET_FUZZ_SEED'] ?? 20240601),
          ...(env['YUMANET_FUZZ_PATH'] === undefined ? {} : { path: env['YUMANET_FUZZ_PATH'] }),
          endOnFailure: env['YUMANET_FUZZ_PATH'] !== undefined,
          reporter: (details) => {
            if (!details.failed) return;
            const sequence = details.counterexample?.[0].map(show).join('\n') ?? '';
            throw new Error(
              `seed ${details.seed}, path ${details.counterexamplePath}\n${sequence}\n${String(details.errorInstance)}`,
            );
          },
        },
      );
      // A generator that never gets anywhere proves nothing.
      for (const name of [
        'burned_register',
        'work',
        'root_register',
        'add_stake',
        'remove_stake',
        'set_weights',
        'set_root_weights',
        'become_delegate',
        'swap_hotkey',
        'register_network',
        'dissolve_network',
        'admin',
      ])
        expect(counts.get(name) ?? 0, `successful ${name}`).toBeGreaterThan(0);
    },
    Math.max(300_000, RUNS * 10_000),
  );
});
