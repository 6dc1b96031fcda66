import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keyFromUri, type Key } from '@yumanet/chain-client';
import { SeededRandom } from '@yumanet/subnet-kit';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { isReceiptSigned, receiptJson, receiptOf, signReceipt } from '../receipts/receipt.js';
import { Books, type Settlement } from './books.js';

const [ALICE, BOB] = ['a'.repeat(64), 'b'.repeat(64)] as [string, string];
const OWNER = { hotkey: '5Owner', depositTo: 'd'.repeat(64) };
let key: Key;
beforeAll(async () => void (key = await keyFromUri('//Charlie')));

let path: string;
let books: Books;
const open: Books[] = [];
const openBooks = (): Books => {
  const opened = new Books(path);
  open.push(opened);
  return opened;
};
beforeEach(async () => {
  path = mkdtempSync(join(tmpdir(), 'yumanet-books-'));
  books = openBooks();
  await books.serve(OWNER);
});
afterEach(async () => {
  for (const each of open.splice(0)) await each.close();
  rmSync(path, { recursive: true, force: true });
});

const price = 7n;
const settlement = (clientId: string, queryId: string, keep?: Settlement['keep']): Settlement => ({
  keep,
  receipt: (number, balanceAfterRao) =>
    signReceipt(key, {
      ...{ clientId, number, queryId, netuid: 1, requestHash: 'aa', responseHash: 'bb', miners: ['5Miner'] },
      ...{ priceRao: price, balanceAfterRao, at: 1 },
    }),
});
const deposit = (index: number, rao: bigint, from = ALICE) => ({ index, from, rao });
const code = (promise: Promise<unknown>) =>
  promise.then(
    () => 'OK',
    (error: { code?: string }) => error.code,
  );

describe('books', () => {
  it('credit a deposit once, in the order of blocks, and keep what nobody claims yet', async () => {
    await books.beginAt(9);
    const { client } = await books.createClient('alice', ALICE, 1);
    expect(await books.credit(10, [deposit(0, 5n), deposit(1, 6n), deposit(2, 100n, BOB)])).toHaveLength(3);
    // Told again, also with something that was not there before.
    expect(await books.credit(10, [deposit(0, 5n), deposit(3, 5n)])).toEqual([]);
    await expect(books.credit(12, [])).rejects.toThrow('expected block 11, got 12');
    expect(books.client(client.id)?.balanceRao).toBe(11n);
    expect(books.cursor).toBe(10);
    const bob = await books.createClient('bob', BOB, 2);
    expect(bob.client.balanceRao).toBe(100n);
    expect(await code(books.createClient('bob', BOB, 2))).toBe('COLDKEY_TAKEN');
  });

  it('know a key by its hash alone, until it is revoked', async () => {
    const { client, key: first } = await books.createClient('alice', ALICE, 1);
    const second = await books.addKey(client.id, 2);
    expect(books.clientOf(first)?.id).toBe(client.id);
    expect(JSON.stringify(books.keys())).not.toContain(first);
    expect(await books.revokeKeys(first.slice(0, 12), 3)).toBe(1);
    expect(books.clientOf(first)).toBeUndefined();
    expect(books.clientOf(second)?.id).toBe(client.id);
    expect(books.clientOf('ymk-nonsense')).toBeUndefined();
    expect(await code(books.addKey('c-none', 1))).toBe('CLIENT_UNKNOWN');
  });

  it('charge once, with a signed receipt of the balance after it, or give back', async () => {
    const { client } = await books.createClient('alice', ALICE, 1);
    await books.beginAt(0);
    await books.credit(1, [deposit(0, 20n)]);
    await books.reserve(client.id, 'q1', price);
    await books.reserve(client.id, 'q2', price);
    expect(await code(books.reserve(client.id, 'q3', price))).toBe('BALANCE_TOO_LOW');
    const receipt = await books.settle('q1', settlement(client.id, 'q1'));
    await books.refund('q2');
    expect(books.client(client.id)).toMatchObject({ balanceRao: 13n, reservedRao: 0n, chargedRao: 7n });
    await expect(books.settle('q1', settlement(client.id, 'q1'))).rejects.toThrow('expected one that holds');
    await expect(books.refund('q2')).rejects.toThrow('expected one that holds');
    expect(receipt).toMatchObject({ number: 1, balanceAfterRao: 6n });
    expect(books.receipts(client.id, 0, 10)).toEqual([receipt]);
    expect(books.receipts(client.id, 1, 10)).toEqual([]);
    const told = receiptOf(
      JSON.parse(JSON.stringify(receiptJson(receipt))) as ReturnType<typeof receiptJson>,
    );
    expect(await isReceiptSigned(told)).toBe(true);
    expect(await isReceiptSigned({ ...told, priceRao: 8n })).toBe(false);
  });

  it('whoever takes them over gives back what was open; whoever had them charges nobody any more', async () => {
    const { client } = await books.createClient('alice', ALICE, 1);
    await books.beginAt(0);
    await books.credit(1, [deposit(0, 20n)]);
    await books.reserve(client.id, 'q1', price);
    const next = openBooks();
    expect(await next.serve(OWNER)).toBe(1);
    expect(next.client(client.id)).toMatchObject({ balanceRao: 20n, reservedRao: 0n });
    expect(await code(books.settle('q1', settlement(client.id, 'q1')))).toBe('BOOKS_TAKEN');
    expect(await code(books.credit(2, [deposit(0, 1n)]))).toBe('BOOKS_TAKEN');
    expect(await code(next.serve({ ...OWNER, hotkey: '5Other' }))).toBe('BOOKS_OTHER');
    await next.bindChain('aa');
    expect(await code(next.bindChain('bb'))).toBe('BOOKS_OTHER');
  });

  it('keep an answer for its idempotency key, until it is old', async () => {
    const { client } = await books.createClient('alice', ALICE, 1);
    await books.beginAt(0);
    await books.credit(1, [deposit(0, 20n)]);
    await books.reserve(client.id, 'q1', price);
    const answer = { requestHash: 'aa', at: 1_000, answer: '"hi"' };
    await books.settle('q1', settlement(client.id, 'q1', { key: 'mine', answer }));
    expect(books.kept(client.id, 'mine')).toEqual({ ...answer, number: 1 });
    await books.forget(1_000);
    expect(books.kept(client.id, 'mine')).toBeDefined();
    await books.forget(1_001);
    expect(books.kept(client.id, 'mine')).toBeUndefined();
    expect(books.receipts(client.id, 0, 10)).toHaveLength(1);
  });

  it('never lose or make a rao, whatever comes in whatever order', async () => {
    const random = new SeededRandom('gateway books');
    const { client } = await books.createClient('alice', ALICE, 1);
    await books.beginAt(0);
    const queries: string[] = [];
    let [credited, charged, block] = [0n, 0n, 0];
    for (let step = 0; step < 300; step += 1) {
      const at = random.below(5);
      if (at === 0) {
        const rao = BigInt(random.below(40));
        if (random.below(2) === 0) block += 1;
        if ((await books.credit(block, [deposit(0, rao)])).length > 0) credited += rao;
      } else if (at < 3) {
        const reserved = await code(books.reserve(client.id, `q${step}`, price));
        if (reserved === 'OK') queries.push(`q${step}`);
      } else if (queries.length > 0) {
        const [query] = queries.splice(random.below(queries.length), 1) as [string];
        if (at === 3) {
          await books.settle(query, settlement(client.id, query));
          charged += price;
        } else await books.refund(query);
      }
      const now = books.client(client.id)!;
      expect(now.reservedRao).toBe(price * BigInt(queries.length));
      expect(now.balanceRao + now.reservedRao + charged).toBe(credited);
    }
    const receipts = books.receipts(client.id, 0, 1_000);
    expect(receipts.reduce((sum, { priceRao }) => sum + priceRao, 0n)).toBe(charged);
  });
});
