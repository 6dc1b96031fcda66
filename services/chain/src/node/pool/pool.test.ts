import { describe, expect, it } from 'vitest';
import { toyAccountKey, toyPair, toyRuntime, toyTransfer } from '../../../test/toy-runtime.js';
import { concat, fromHex } from '../../bytes.js';
import { makeBlock } from '../block/block.js';
import { SignatureVerifier } from '../signatures/signature-verifier.js';
import { DEFAULT_POOL_LIMITS, TransactionPool, nonceTag, type PoolLimits } from './pool.js';
import { poolErrorWire, type PoolError } from './pool-error.js';
import type { TransactionStatus } from './transaction.js';
import { transactionHash } from './transaction.js';

const zero = new Uint8Array(32);
const alice = toyPair(1);
const bob = toyPair(2);

function makePool(limits: Partial<PoolLimits> = {}) {
  const accounts = new Map<string, Uint8Array>();
  const setAccount = (who: Uint8Array, nonce: number, free = 100): void => {
    accounts.set(toyAccountKey(who), Uint8Array.of(nonce, 0, 0, 0, free, 0, 0, 0));
  };
  setAccount(alice.account, 0);
  setAccount(bob.account, 0);
  let number = 0;
  let ready = 0;
  const verifier = new SignatureVerifier({ threads: 0 });
  const pool = new TransactionPool({
    runtime: toyRuntime,
    verifier,
    clock: { now: () => 0 },
    head: () => ({
      number,
      hash: zero,
      state: { get: (key) => accounts.get(key), nextKey: () => undefined, keys: () => [] },
    }),
    onReady: () => ready++,
    limits: { ...DEFAULT_POOL_LIMITS, ...limits },
  });
  const include = (...wires: Uint8Array[]): void => {
    number++;
    const header = { parentHash: zero, number, stateRoot: zero, extrinsicsRoot: zero, digest: [] };
    pool.onBlock(makeBlock(header, wires), wires.map(transactionHash));
  };
  const order = (): string[] => [...pool.ready()].map((tx) => tx.hash);
  return { pool, setAccount, include, order, verifier, readyCalls: () => ready };
}
async function codeOf(promise: Promise<unknown>): Promise<number> {
  const error = await promise.then(
    () => undefined,
    (e: unknown) => e as PoolError,
  );
  if (error === undefined) throw new Error('expected a refusal');
  return poolErrorWire(error.refusal).code;
}

describe('transaction pool', () => {
  it('orders by nonce within a sender and by priority between senders', async () => {
    const { pool, order } = makePool();
    const a0 = toyTransfer(alice, 0, { tip: 1 });
    const a1 = toyTransfer(alice, 1, { tip: 9 });
    const b0 = toyTransfer(bob, 0, { tip: 5 });
    for (const wire of [a1, b0, a0]) await pool.submit(wire);
    expect(order()).toEqual([b0, a0, a1].map(transactionHash));
    expect(pool.pending()).toHaveLength(3);
  });

  it('keeps a transaction of the future until what it needs has come', async () => {
    const { pool, readyCalls } = makePool();
    const heard: TransactionStatus[] = [];
    await pool.submit(toyTransfer(alice, 2), (status) => heard.push(status));
    await pool.submit(toyTransfer(alice, 1));
    expect([pool.readyCount, pool.futureCount, readyCalls()]).toEqual([0, 2, 0]);
    await pool.submit(toyTransfer(alice, 0));
    expect([pool.readyCount, pool.futureCount, readyCalls()]).toEqual([3, 0, 1]);
    expect(heard).toEqual(['future', 'ready']);
  });

  it('replaces for a higher priority only, and what followed still follows', async () => {
    const { pool, order } = makePool();
    const heard: TransactionStatus[] = [];
    await pool.submit(toyTransfer(alice, 0, { tip: 5 }), (status) => heard.push(status));
    const next = toyTransfer(alice, 1);
    await pool.submit(next);
    const equal = pool.submit(toyTransfer(alice, 0, { tip: 5, amount: 2 }));
    expect(await codeOf(equal)).toBe(1014);
    const better = toyTransfer(alice, 0, { tip: 6 });
    await pool.submit(better);
    expect(heard).toEqual(['ready', { usurped: transactionHash(better) }]);
    expect(order()).toEqual([better, next].map(transactionHash));
  });

  it('refuses with Substrate’s codes', async () => {
    const { pool, setAccount } = makePool();
    const once = toyTransfer(alice, 0);
    await pool.submit(once);
    expect(await codeOf(pool.submit(once))).toBe(1013);
    setAccount(bob.account, 3);
    const stale = toyTransfer(bob, 2);
    expect(await codeOf(pool.submit(stale))).toBe(1010);
    expect(await codeOf(pool.submit(stale))).toBe(1012);
    const forged = toyTransfer(bob, 3);
    forged[forged.length - 1]! ^= 1;
    expect(await codeOf(pool.submit(forged))).toBe(1010);
    expect(await codeOf(pool.submit(toyTransfer(bob, 3, { amount: 666 })))).toBe(1010);
    expect(await codeOf(pool.submit(fromHex('0801')))).toBe(1001);
    expect(await codeOf(pool.submit(fromHex('080405')))).toBe(1002);
  });

  it('holds to its limits: per sender, in number, in size, worth less leaving first', async () => {
    const { pool } = makePool({
      perSender: 2,
      ready: { count: 2, bytes: 10_000 },
      future: { count: 1, bytes: 10_000 },
      transactionBytes: 200,
    });
    const heard: TransactionStatus[] = [];
    await pool.submit(toyTransfer(alice, 0, { tip: 1 }), (status) => heard.push(status));
    await pool.submit(toyTransfer(bob, 0, { tip: 3 }));
    const third = toyPair(3);
    expect(await codeOf(pool.submit(toyTransfer(third, 0)))).toBe(1016);
    await pool.submit(toyTransfer(bob, 1, { tip: 2 }));
    expect(heard).toEqual(['ready', 'dropped']);
    expect(await codeOf(pool.submit(toyTransfer(bob, 2, { tip: 50 })))).toBe(1016);
    await pool.submit(toyTransfer(alice, 5));
    expect(await codeOf(pool.submit(toyTransfer(alice, 6)))).toBe(1016);
    const large = concat(Uint8Array.of(0x25, 3), new Uint8Array(201));
    expect(await codeOf(pool.submit(large))).toBe(1010);
  });

  it('lets go what a block included, and what it made impossible', async () => {
    const { pool, include, order, setAccount } = makePool();
    const heard: TransactionStatus[] = [];
    const [a0, a1] = [toyTransfer(alice, 0), toyTransfer(alice, 1)];
    await pool.submit(a0, (status) => heard.push(status));
    await pool.submit(a1);
    setAccount(alice.account, 1);
    include(a0);
    expect(order()).toEqual([transactionHash(a1)]);
    expect(heard).toHaveLength(2);
    expect(heard[1]).toHaveProperty('inBlock');
    expect(await codeOf(pool.submit(a0))).toBe(1012);
  });

  it('asks again about what waited long, and forgets what is not valid any more', async () => {
    const { pool, include, setAccount } = makePool();
    await pool.submit(toyTransfer(alice, 0, { tip: 50 }));
    setAccount(alice.account, 0, 10);
    for (let n = 0; n < 15; n++) include();
    expect(pool.readyCount).toBe(1);
    include();
    expect(pool.readyCount).toBe(0);
  });

  it('never checks a signature twice', async () => {
    const { pool, verifier, include } = makePool();
    await pool.submit(toyTransfer(alice, 0));
    for (let n = 0; n < 20; n++) include();
    expect(verifier.stats.onThread).toBe(1);
  });

  it('knows which nonces are taken', async () => {
    const { pool } = makePool();
    await pool.submit(toyTransfer(alice, 0));
    const hex = Buffer.from(alice.account).toString('hex');
    expect([0, 1].map((nonce) => pool.providesReady(nonceTag(hex, nonce)))).toEqual([true, false]);
  });
});
