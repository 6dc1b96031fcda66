import { readBlockMoney, readEconomy, type EconomyState } from '@yumanet/subtensor';
import type { TestChain } from '@yumanet/subtensor/testing';
import { describe, expect, it } from 'vitest';
import { brokenRuntime, KEYS_BROKEN } from '../../test/broken-economy.js';
import { key, paidChain, sendAll, subtensor } from '../../test/paid-chain.js';
import { blockLedger, paidAfter } from './block-ledger.js';
import type { BlockLedger } from './ledger-entry.js';

const SMALL = { subnets: 3, validators: 3, miners: 4, tempo: 9 };

/** Ledgers of what a chain does from now on. */
function* ledgersOf(chain: TestChain, blocks: number, act?: (k: number) => void): Generator<BlockLedger> {
  let before: EconomyState = readEconomy(chain.ctx);
  for (let k = 0; k < blocks; k++) {
    if (act) act(k);
    else chain.block();
    const after = readEconomy(chain.ctx, paidAfter(before));
    const hash = chain.blocks.at(-1)!.hash;
    yield blockLedger({ hash, before, after, money: readBlockMoney(chain.ctx) });
    before = after;
  }
}

const sum = (amounts: readonly bigint[]): bigint => amounts.reduce((total, rao) => total + rao, 0n);

describe('the ledger of a chain', () => {
  it('every block adds up, and every kind of emission is an entry', () => {
    const chain = paidChain(SMALL);
    const ledgers = [...ledgersOf(chain, 60)];
    expect(ledgers.flatMap(({ audit }) => audit.problems)).toEqual([]);
    const entries = ledgers.flatMap((each) => each.entries);
    const kinds = new Set(entries.map(({ kind }) => kind));
    expect([...kinds].sort()).toEqual(
      ['dust', 'miner', 'nominator', 'owner', 'pending', 'remainder', 'take', 'validator'].sort(),
    );
    for (const { audit } of ledgers) expect(audit.inRao).toBe(audit.outRao + audit.dustRao);
    const epochs = ledgers.flatMap(({ audit }) => audit.epochs);
    expect(epochs.length).toBe(3 * 6);
    for (const { pendingRao, loadedRao, dustRao } of epochs) {
      expect(pendingRao).toBe(loadedRao + dustRao);
      expect(dustRao).toBeLessThan(14n);
      expect(loadedRao).toBeGreaterThan(0n);
    }
    // What is paid in a block is what the epochs of the one before loaded.
    const paid = sum(entries.filter(({ from }) => from.startsWith('loaded:')).map(({ rao }) => rao));
    const loaded = sum(epochs.filter(({ block }) => block < chain.number).map(({ loadedRao }) => loadedRao));
    expect(paid).toBe(loaded);
  });

  it('registrations, locks, stake and swaps are no alarm, and burns are named', () => {
    const chain = paidChain(SMALL);
    const owner = key('owner', 2);
    const acts: Record<number, () => void> = {
      3: () =>
        sendAll(chain, [[owner, subtensor('burned_register', { netuid: 2, hotkey: key('miner', 9, 9) })]]),
      4: () => sendAll(chain, [[owner, subtensor('register_network')]]),
      5: () =>
        sendAll(chain, [
          [owner, subtensor('add_stake', { hotkey: key('validator', 0, 0), amount_staked: 10n ** 9n })],
        ]),
      6: () =>
        sendAll(chain, [
          [owner, subtensor('remove_stake', { hotkey: key('validator', 0, 0), amount_unstaked: 10n ** 8n })],
        ]),
      7: () =>
        sendAll(chain, [
          [owner, subtensor('swap_hotkey', { hotkey: key('miner', 2, 0), new_hotkey: key('miner', 7, 7) })],
        ]),
    };
    const ledgers = [...ledgersOf(chain, 25, (k) => (acts[k] ? acts[k]() : void chain.block()))];
    expect(ledgers.flatMap(({ audit }) => audit.problems)).toEqual([]);
    const named = (kind: string) =>
      ledgers.flatMap(({ entries }) => entries.filter((each) => each.kind === kind));
    expect(named('registration')).toMatchObject([{ netuid: 2, from: `balance:${owner}`, to: 'recycled' }]);
    expect(named('swap')).toMatchObject([{ to: 'recycled', rao: 1_000_000_000n }]);
    expect(named('lock')).toMatchObject([{ netuid: 4, from: `balance:${owner}`, to: 'lock:4' }]);
    expect(sum(ledgers.map(({ audit }) => audit.recycledRao))).toBe(
      named('registration')[0]!.rao + 1_000_000_000n,
    );
  });

  it.each(KEYS_BROKEN)('a broken economy is found and named in the same block: %s', (how) => {
    const at = { block: 0 };
    const chain = paidChain({ ...SMALL, wrap: (runtime) => brokenRuntime(runtime, how, at) });
    // Subnet 1 runs its epoch in blocks that end in 7 (tempo 9): this one pays it.
    at.block = Math.ceil((chain.number + 1) / 10) * 10 + 8;
    const broken = [...ledgersOf(chain, 20)].filter(({ audit }) => audit.problems.length > 0);
    expect(broken.map(({ audit }) => audit.block)[0]).toBe(at.block);
    expect(broken[0]!.audit.problems[0]).toMatchObject(FOUND[how]);
  });
});

const FOUND = {
  'rao from nowhere': { check: 'balances, stake and locks' },
  'an owner is paid twice': { check: 'issued' },
  'somebody else gets the owner’s cut': { check: 'owner’s cut', netuid: 1 },
  'pending emission is lost': { check: 'pending', netuid: 2 },
  'a coldkey gets a rao too much': { check: expect.stringMatching(/^stake of /) as string },
  'issuance is burnt without a word': { check: 'issued' },
} as const;
