import { describe, expect, it } from 'vitest';
import { tempFolder } from '../../test/temp-folder.js';
import { TOY_RUNTIME, TOY_SPEC, alice, bob, openToyChain, type ToyChain } from '../../test/toy-chain.js';
import { readToyAccount, toyAccountKey, toyTransfer } from '../../test/toy-runtime.js';
import { toHex } from '../bytes.js';
import { LmdbBlockLog } from './block-log.js';
import { buildGenesis } from './open-chain.js';
import { replayLog } from './replay.js';
import type { TransactionStatus } from './pool/transaction.js';

const settle = (ms = 0): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const freeOf = (toy: ToyChain, who: Uint8Array, at = toy.store.head): number =>
  readToyAccount(toy.store.stateAt(at).get(toyAccountKey(who))).free;
const words = (heard: TransactionStatus[]): string[] =>
  heard.map((s) => (typeof s === 'string' ? s : Object.keys(s)[0]!));

describe('chain', () => {
  it('takes a transaction from the pool into a block and makes it final one block later', async () => {
    const toy = openToyChain();
    const heard: TransactionStatus[] = [];
    await toy.chain.pool.submit(toyTransfer(alice, 0, { to: bob.account, amount: 100, tip: 1 }), (s) =>
      heard.push(s),
    );
    const block = await toy.chain.seal();
    expect(block.extrinsics).toHaveLength(2);
    expect([freeOf(toy, alice.account), freeOf(toy, bob.account)]).toEqual([899, 1100]);
    expect(freeOf(toy, alice.account, 0)).toBe(1000);
    await settle();
    expect(words(heard)).toEqual(['ready', 'inBlock']);
    expect(toy.store.finalised).toBe(0);
    await toy.chain.seal();
    await settle();
    expect(words(heard)).toEqual(['ready', 'inBlock', 'finalized']);
    expect(toy.store.finalised).toBe(1);
  });

  it('under instant sealing: in a block, then final in a separate breath, then quiet', async () => {
    const toy = openToyChain(undefined, { sealing: 'instant', finality: { lag: 1, minDelayMs: 10 } });
    const heard: TransactionStatus[] = [];
    toy.chain.start();
    await toy.chain.pool.submit(toyTransfer(alice, 0), (s) => heard.push(s));
    await expect.poll(() => words(heard)).toEqual(['ready', 'inBlock', 'finalized']);
    expect(toy.store.head).toBe(2);
    await settle(100);
    expect(toy.store.head).toBe(2);
  });

  it('puts no transaction in a block twice, and drops one that became impossible', async () => {
    const toy = openToyChain();
    const heard: TransactionStatus[] = [];
    await toy.chain.pool.submit(toyTransfer(alice, 0, { tip: 200, amount: 790 }));
    await toy.chain.pool.submit(toyTransfer(alice, 1, { tip: 250 }), (s) => heard.push(s));
    await toy.chain.seal();
    expect(words(heard)).toEqual(['ready', 'invalid']);
    expect((await toy.chain.seal()).extrinsics).toHaveLength(1);
  });

  it('goes on when the runtime gives up on a transaction, without a trace of it', async () => {
    const toy = openToyChain();
    const heard: TransactionStatus[] = [];
    await toy.chain.pool.submit(toyTransfer(bob, 0, { amount: 999, tip: 9 }), (s) => heard.push(s));
    await toy.chain.pool.submit(toyTransfer(alice, 0, { amount: 5 }));
    const block = await toy.chain.seal();
    expect(block.extrinsics).toHaveLength(2);
    expect(words(heard)).toEqual(['ready', 'invalid']);
    expect(toy.store.stateAt(1).get('ee')).toBeUndefined();
    expect(freeOf(toy, alice.account)).toBe(995);
    expect(toy.fatal).toEqual([]);
  });

  it('goes on from the last final block after a restart, and hands back what was taken back', async () => {
    const path = tempFolder();
    const first = openToyChain(path);
    await first.chain.pool.submit(toyTransfer(alice, 0, { amount: 10 }));
    await first.chain.seal();
    await first.chain.pool.submit(toyTransfer(alice, 1, { amount: 10 }));
    const lost = await first.chain.seal();
    await first.close();
    const again = openToyChain(path);
    expect([again.store.head, again.store.finalised]).toEqual([1, 1]);
    expect(again.reverted.map((block) => toHex(block.hash))).toEqual([toHex(lost.hash)]);
    expect(freeOf(again, alice.account)).toBe(990);
    await again.chain.pool.submit(again.reverted[0]!.extrinsics[1]!);
    const remade = await again.chain.seal();
    expect(toHex(remade.hash)).toBe(toHex(lost.hash));
  });

  it('is the same chain on a second run, and replayed from its log', async () => {
    const run = async (): Promise<ToyChain> => {
      const toy = openToyChain();
      for (let nonce = 0; nonce < 4; nonce++) {
        await toy.chain.pool.submit(toyTransfer(alice, nonce, { amount: nonce, to: bob.account }));
        await toy.chain.seal();
      }
      return toy;
    };
    const a = await run();
    await settle();
    const genesis = buildGenesis(TOY_RUNTIME, TOY_SPEC);
    expect(await replayLog(new LmdbBlockLog(a.store), genesis, TOY_RUNTIME, a.chain.host)).toBe(3);
    // sr25519 signatures are randomised, so a second run has other extrinsics; its state is the same but for them.
    const b = await run();
    expect(freeOf(b, bob.account)).toBe(freeOf(a, bob.account));
  });

  it('says so and stops when it cannot go on', async () => {
    const toy = openToyChain();
    toy.store.commit = () => {
      throw new Error('No space left on device');
    };
    await expect(toy.chain.seal()).rejects.toThrow('No space left');
    expect(toy.fatal).toHaveLength(1);
    await expect(toy.chain.seal()).rejects.toThrow('expected a running chain');
  });

  it('refuses the data folder of another chain', async () => {
    const path = tempFolder();
    await openToyChain(path).close();
    const { buildGenesis, prepareStore } = await import('./open-chain.js');
    const { ChainStore } = await import('./state/chain-store.js');
    const store = new ChainStore({ path, fsync: false, history: 4 });
    const { toyRuntime } = await import('../../test/toy-runtime.js');
    const { TOY_SPEC } = await import('../../test/toy-chain.js');
    const other = buildGenesis(
      { ...toyRuntime, buildGenesis: (_, storage) => storage.put('aa', Uint8Array.of(1)) },
      TOY_SPEC,
    );
    expect(() => prepareStore(store, other)).toThrow('genesis block of the data folder: expected 0x');
    await store.close();
  });
});
