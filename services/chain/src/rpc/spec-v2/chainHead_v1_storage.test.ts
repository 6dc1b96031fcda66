import { expect, it } from 'vitest';
import { Followed } from '../../../test/follow.js';
import { alice, bob } from '../../../test/toy-chain.js';
import { toyAccountKey, toyTransfer } from '../../../test/toy-runtime.js';
import { startToyServer } from '../../../test/toy-server.js';
import { blake2b256, to0x } from '../../bytes.js';

const keys = [alice, bob].map(({ account }) => `0x${toyAccountKey(account)}`).sort();
const items = (...queries: [key: string, type: string][]) => queries.map(([key, type]) => ({ key, type }));

it('reads values, hashes and descendants of a pinned block, whatever came since', async () => {
  const { chain, store, connect } = await startToyServer();
  const followed = await Followed.start(await connect());
  const genesis = to0x(store.hashOf(0)!);
  const before = store.stateAt(0).get(keys[0]!.slice(2))!;
  await chain.pool.submit(toyTransfer(alice, 0));
  await chain.seal();
  const events = await followed.run(
    'chainHead_v1_storage',
    genesis,
    items([keys[0]!, 'value'], [keys[0]!, 'hash'], ['0xdead', 'value'], ['0xac', 'descendantsHashes']),
    null,
  );
  const found = events.flatMap((event) => (event as { items?: Record<string, string>[] }).items ?? []);
  expect(found.slice(0, 2)).toEqual([
    { key: keys[0], value: to0x(before) },
    { key: keys[0], hash: to0x(blake2b256(before)) },
  ]);
  expect(found.slice(2).map(({ key }) => key)).toEqual(keys);
  expect(events.at(-1)?.event).toBe('operationStorageDone');
});

it('has one hash for all below a prefix, which is another exactly when something there is', async () => {
  const { chain, connect } = await startToyServer();
  const followed = await Followed.start(await connect());
  const hashes = [to0x(chain.store.hashOf(0)!)];
  for (let nonce = 0; nonce < 3; nonce++) {
    // The second block changes nothing there.
    if (nonce !== 1) await chain.pool.submit(toyTransfer(alice, nonce === 0 ? 0 : 1));
    hashes.push(to0x((await chain.seal()).hash));
  }
  const digests: unknown[] = [];
  for (const hash of hashes) {
    const query = items(['0xac', 'closestDescendantMerkleValue']);
    const [event] = await followed.run('chainHead_v1_storage', hash, query, null);
    digests.push((event as never as { items: [{ closestDescendantMerkleValue: string }] }).items[0]);
  }
  expect(digests[1]).not.toEqual(digests[0]);
  expect(digests[2]).toEqual(digests[1]);
  expect(digests[3]).not.toEqual(digests[2]);
  const nothing = await followed.run(
    'chainHead_v1_storage',
    hashes[0],
    items(['0xdead', 'closestDescendantMerkleValue']),
    null,
  );
  expect(nothing.map(({ event }) => event)).toEqual(['operationStorageDone']);
});

it('waits to be continued after a thousand items, and is over at the end', async () => {
  const { store, connect } = await startToyServer();
  const client = await connect();
  const followed = await Followed.start(client);
  const genesis = to0x(store.hashOf(0)!);
  const twoEach = Array.from({ length: 900 }, () => items(['0xac', 'descendantsHashes'])[0]);
  const { operationId, discardedItems } = (await client.call(
    'chainHead_v1_storage',
    followed.id,
    genesis,
    twoEach,
    null,
  )) as { operationId: string; discardedItems: number };
  expect(discardedItems).toBe(0);
  const found = (): number =>
    followed.events.reduce((sum, event) => sum + ((event as { items?: unknown[] }).items?.length ?? 0), 0);
  await followed.heard('operationWaitingForContinue');
  expect(found()).toBe(1024);
  expect(await client.call('chainHead_v1_continue', followed.id, operationId)).toBeNull();
  await followed.heard('operationStorageDone');
  expect(found()).toBe(1800);
  const again = await client.ask('chainHead_v1_continue', followed.id, operationId);
  expect(again.error?.code).toBe(-32803);
  expect(await client.call('chainHead_v1_stopOperation', followed.id, operationId)).toBeNull();
});

it('discards items over a thousand, and says how many', async () => {
  const { store, connect } = await startToyServer();
  const client = await connect();
  const { id } = await Followed.start(client);
  const many = Array.from({ length: 1100 }, () => items(['0x99', 'value'])[0]);
  const started = await client.call('chainHead_v1_storage', id, to0x(store.hashOf(0)!), many, null);
  expect(started).toMatchObject({ result: 'started', discardedItems: 100 });
});

it('has nothing in child tries, for no pallet keeps one', async () => {
  const { store, connect } = await startToyServer();
  const followed = await Followed.start(await connect());
  const events = await followed.run(
    'chainHead_v1_storage',
    to0x(store.hashOf(0)!),
    items([keys[0]!, 'value']),
    '0x01',
  );
  expect(events.map(({ event }) => event)).toEqual(['operationStorageDone']);
});

it.each([
  [[{ key: '0x00', type: 'nope' }]],
  [[{ key: 'zz', type: 'value' }]],
  [[null]],
  [{}],
  [[{ key: '0x00', type: 'value', paginationStartKey: 7 }]],
])('refuses items %j', async (query) => {
  const { store, connect } = await startToyServer();
  const client = await connect();
  const { id } = await Followed.start(client);
  const { error } = await client.ask('chainHead_v1_storage', id, to0x(store.hashOf(0)!), query, null);
  expect(error?.code).toBe(-32602);
});
