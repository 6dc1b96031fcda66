import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toHex, type OuterCall } from '@yumanet/frame';
import { createFinney202406, finney202406 } from '@yumanet/subtensor';
import { TestChain, account } from '@yumanet/subtensor/testing';
import { TotalIssuance } from '../src/runtimes/finney-2024-06/pallets/balances/storage.js';
import { Account } from '../src/runtimes/finney-2024-06/pallets/system/storage.js';

const people = [1, 2, 3, 4].map(account);
const genesis = {
  balances: { balances: people.map((who) => [who, 10n ** 10n]) },
  sudo: { key: account(1) },
};

const id = (value: string) => ({ type: 'Id', value });
const person = fc.constantFrom(...people, account(5));
const amount = fc.oneof(
  fc.constantFrom(0n, 1n, 499n, 500n, 10n ** 10n, (1n << 64n) - 1n),
  fc.bigInt(0n, 10n ** 9n),
);
const inner = (type: string, name: string, value: unknown): OuterCall => ({
  type,
  value: { type: name, value },
});
const leaf: fc.Arbitrary<OuterCall> = fc.oneof(
  fc
    .record({ dest: person.map(id), value: amount })
    .map((args) => inner('Balances', 'transfer_allow_death', args)),
  fc
    .record({ dest: person.map(id), value: amount })
    .map((args) => inner('Balances', 'transfer_keep_alive', args)),
  fc
    .record({ dest: person.map(id), keep_alive: fc.boolean() })
    .map((args) => inner('Balances', 'transfer_all', args)),
  // Minting near 2^64 saturates issuance, as upstream: no sum would hold.
  fc
    .record({ who: person.map(id), new_free: fc.bigInt(0n, 10n ** 12n) })
    .map((args) => inner('Balances', 'force_set_balance', args)),
  fc
    .record({ delegate: person.map(id), proxy_type: fc.constant({ type: 'Any' }), delay: fc.nat(1) })
    .map((args) => inner('Proxy', 'add_proxy', args)),
  fc.uint8Array({ maxLength: 8 }).map((remark) => inner('System', 'remark_with_event', { remark })),
  fc.uint8Array({ maxLength: 8 }).map((bytes) => inner('Preimage', 'note_preimage', { bytes })),
);
const call: fc.Arbitrary<OuterCall> = fc.oneof(
  { weight: 4, arbitrary: leaf },
  fc.array(leaf, { maxLength: 3 }).map((calls) => inner('Utility', 'batch', { calls })),
  fc.array(leaf, { maxLength: 3 }).map((calls) => inner('Utility', 'batch_all', { calls })),
  leaf.map((nested) => inner('Sudo', 'sudo', { call: nested })),
  leaf.map((nested) => inner('Utility', 'as_derivative', { index: 1, call: nested })),
  fc.record({ after: fc.nat(2), call: leaf }).map((args) =>
    inner('Sudo', 'sudo', {
      call: inner('Scheduler', 'schedule_after', { ...args, maybe_periodic: undefined, priority: 0 }),
    }),
  ),
);
const plan = fc.array(fc.array(fc.record({ who: fc.constantFrom(...people), call }), { maxLength: 4 }), {
  minLength: 1,
  maxLength: 5,
});

/** Runs the blocks; returns hashes, the final root, and the chain. */
function run(blocks: readonly (readonly { who: string; call: OuterCall }[])[]) {
  const chain = new TestChain(createFinney202406(), genesis);
  for (const block of blocks) {
    const seen = new Map<string, number>();
    const extrinsics = block.map(({ who, call: each }) => {
      const nonce = seen.get(who) ?? Account.get(chain.ctx, who).nonce;
      seen.set(who, nonce + 1);
      return chain.signed(who, each, { nonce });
    });
    chain.block(...extrinsics);
  }
  return { chain, hashes: chain.blocks.map(({ hash }) => hash), root: toHex(chain.storage.root()) };
}

describe('determinism and money', () => {
  it('gives the same hashes and roots twice, closes its layers, and keeps issuance equal to all balances', () => {
    fc.assert(
      fc.property(plan, (blocks) => {
        const first = run(blocks);
        const second = run(blocks);
        expect(second.hashes).toEqual(first.hashes);
        expect(second.root).toBe(first.root);
        expect(first.chain.storage.depth).toBe(0);
        const { ctx } = first.chain;
        let total = 0n;
        for (const [, { data }] of Account.entries(ctx)) total += data.free + data.reserved;
        expect(TotalIssuance.get(ctx)).toBe(total);
      }),
      { numRuns: 40, seed: 185 },
    );
  });

  it('pins the hash of a small chain', () => {
    const chain = new TestChain(finney202406, genesis);
    const sent = inner('Balances', 'transfer_allow_death', { dest: id(account(9)), value: 1_000n });
    const { header } = chain.send(account(1), sent);
    // Root of an extrinsics trie of two: the timestamp and the transfer.
    expect(header.extrinsics_root).toHaveLength(64);
    expect(chain.block().header.parent_hash).toBe(chain.blocks[0]?.hash);
  });
});
