import { Account } from '@yumanet/proto/chain/v1';
import { describe, expect, it } from 'vitest';
import { useNats } from '../../test/nats-harness.js';
import { ObjectBucket } from './objects.js';
import { Table } from './table.js';

const nats = useNats();
let counter = 0;

async function table(options: { ttlMs?: number } = {}) {
  const bus = await nats.connect();
  const bucket = `accounts${(counter += 1)}`;
  return { bus, bucket, accounts: await Table.create(bus, { bucket, type: Account, ...options }) };
}

const account = (nonce: number): Account => ({
  nonce,
  freeRao: 2n ** 64n - 1n,
  reservedRao: 0n,
  frozenRao: 0n,
});

describe('Table', () => {
  it('keeps typed values with revisions', async () => {
    const { accounts } = await table();
    expect(await accounts.get('a')).toBeUndefined();
    const revision = await accounts.create('a', account(1));
    expect(await accounts.get('a')).toMatchObject({ key: 'a', value: account(1), revision });
    const next = await accounts.update('a', account(2), revision);
    expect(next).toBeGreaterThan(revision);
    await accounts.put('a', account(3));
    await accounts.delete('a');
    expect(await accounts.get('a')).toBeUndefined();
    await accounts.create('a', account(4));
  });

  it('a write fails when somebody else wrote first', async () => {
    const { accounts } = await table();
    const revision = await accounts.create('a', account(1));
    await expect(accounts.create('a', account(9))).rejects.toMatchObject({ code: 'REVISION_CONFLICT' });
    await accounts.update('a', account(2), revision);
    await expect(accounts.update('a', account(9), revision)).rejects.toMatchObject({
      code: 'REVISION_CONFLICT',
    });
    await expect(accounts.delete('a', revision)).rejects.toMatchObject({ code: 'REVISION_CONFLICT' });
    expect((await accounts.get('a'))?.value.nonce).toBe(2);
  });

  it('tells keys without values, by pattern, and purges by pattern without a trace', async () => {
    const { bus, bucket, accounts } = await table();
    await accounts.put('a.1', account(1));
    await accounts.put('b.1', account(2));
    const stop = new AbortController();
    const seen: string[] = [];
    const watching = (async () => {
      for await (const key of accounts.keys('a.*', stop.signal)) seen.push(key);
    })();
    await accounts.put('a.2', account(3));
    await expect.poll(() => seen).toEqual(['a.1', 'a.2']);
    stop.abort();
    await watching;
    await accounts.purge('a.*');
    expect(await accounts.get('a.1')).toBeUndefined();
    expect((await accounts.get('b.1'))?.value.nonce).toBe(2);
    expect((await bus.manager.streams.info(`KV_${bucket}`)).state.messages).toBe(1);
  });

  it('loses no increment of many concurrent ones', async () => {
    const { accounts } = await table();
    await accounts.create('a', account(0));
    const increment = async () => {
      for (;;) {
        const row = await accounts.get('a');
        if (!row) throw new Error('gone');
        const done = await accounts.update('a', account(row.value.nonce + 1), row.revision).then(
          () => true,
          () => false,
        );
        if (done) return;
      }
    };
    await Promise.all(Array.from({ length: 15 }, increment));
    expect((await accounts.get('a'))?.value.nonce).toBe(15);
  });

  it('forgets a key after its time', async () => {
    const { accounts } = await table({ ttlMs: 500 });
    await accounts.put('a', account(1));
    await expect.poll(() => accounts.get('a'), { timeout: 5_000 }).toBeUndefined();
  });

  it('watches what is there and every change, and leaves nothing behind', async () => {
    const { bus, bucket, accounts } = await table();
    const consumers = async () => (await bus.manager.streams.info(`KV_${bucket}`)).state.consumer_count;
    await accounts.put('a', account(1));
    const controller = new AbortController();
    const seen: [string, number | undefined][] = [];
    const done = (async () => {
      for await (const { key, row } of accounts.watch(controller.signal)) seen.push([key, row?.value.nonce]);
    })();
    await expect.poll(() => seen.length).toBe(1);
    expect(await consumers()).toBe(1);
    await accounts.put('b', account(2));
    await accounts.delete('a');
    await expect
      .poll(() => seen)
      .toEqual([
        ['a', 1],
        ['b', 2],
        ['a', undefined],
      ]);
    controller.abort();
    await done;
    await expect.poll(consumers, { timeout: 5_000 }).toBe(0);
  });

  it('refuses what does not decode, and keys it cannot hold', async () => {
    const { bus, bucket, accounts } = await table();
    await bus.jetstream.publish(`$KV.${bucket}.bad`, Uint8Array.from([0x0f]));
    await expect(accounts.get('bad')).rejects.toMatchObject({ code: 'BAD_MESSAGE' });
    await expect(accounts.put('a b', account(1))).rejects.toThrow(/key: expected/);
  });
});

describe('ObjectBucket', () => {
  it('keeps large values whole; the same bytes again change nothing', async () => {
    const bus = await nats.connect();
    const bucket = await ObjectBucket.create(bus, 'objects');
    const bytes = Buffer.alloc(5_000_000, 7);
    await bucket.put('a', bytes);
    const { state } = await bus.manager.streams.info('OBJ_objects');
    await bucket.put('a', bytes);
    expect((await bus.manager.streams.info('OBJ_objects')).state.last_seq).toBe(state.last_seq);
    expect(bytes.equals(await bucket.get('a'))).toBe(true);
    await bucket.put('a', Buffer.from('other'));
    expect(Buffer.from(await bucket.get('a')).toString()).toBe('other');
  });

  it('says what is not there', async () => {
    const bus = await nats.connect();
    await expect(ObjectBucket.open(bus, 'none')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const bucket = await ObjectBucket.create(bus, 'objects');
    await expect(bucket.get('none')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});
