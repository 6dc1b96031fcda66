import { expect, it } from 'vitest';
import { alice, bob, TOY_SPEC } from '../../../test/toy-chain.js';
import { toyAccountKey, toyTransfer } from '../../../test/toy-runtime.js';
import { startToyServer, type ToyClient } from '../../../test/toy-server.js';
import { to0x } from '../../bytes.js';
import { encodeHeader } from '../../node/block/header.js';

const NO_BLOCK = `0x${'ab'.repeat(32)}`;
const keys = [alice, bob].map(({ account }) => `0x${toyAccountKey(account)}`);

async function eventsOf(
  client: ToyClient,
  method: string,
  ...params: unknown[]
): Promise<Record<string, string>[]> {
  const id = await client.call(method, ...params);
  const own = () => client.notifications.filter(({ params }) => params.subscription === id);
  await expect
    .poll(() => own().some(({ params }) => /Done|Error/.test((params.result as { event: string }).event)))
    .toBe(true);
  return own().map(({ params }) => params.result);
}

it('gives blocks by height and hash', async () => {
  const { chain, connect } = await startToyServer();
  const client = await connect();
  const block = await chain.seal();
  await chain.seal();
  const hash = to0x(block.hash);
  expect(await client.call('archive_v1_hashByHeight', 1)).toEqual([hash]);
  expect(await client.call('archive_v1_hashByHeight', 99)).toEqual([]);
  expect(await client.call('archive_v1_header', hash)).toBe(to0x(encodeHeader(block.header)));
  expect(await client.call('archive_v1_body', hash)).toEqual(block.extrinsics.map(to0x));
  expect(await client.call('archive_v1_header', NO_BLOCK)).toBeNull();
  expect(await client.call('archive_v1_body', NO_BLOCK)).toBeNull();
  await expect.poll(() => client.call('archive_v1_finalizedHeight')).toBe(1);
  expect(await client.call('archive_v1_genesisHash')).toBe(to0x(chain.store.hashOf(0)!));
});

it('calls the runtime over any block whose state is there', async () => {
  const { chain, connect } = await startToyServer();
  const client = await connect();
  const genesis = to0x(chain.store.hashOf(0)!);
  const value = await client.call('state_call', 'Core_version', '0x');
  expect(await client.call('archive_v1_call', genesis, 'Core_version', '0x')).toEqual({
    success: true,
    value,
  });
  expect(await client.call('archive_v1_call', genesis, 'No_such', '0x')).toMatchObject({ success: false });
  expect(await client.call('archive_v1_call', NO_BLOCK, 'Core_version', '0x')).toBeNull();
});

it('streams storage, and says why where it cannot', async () => {
  const { store, connect } = await startToyServer();
  const client = await connect();
  const genesis = to0x(store.hashOf(0)!);
  const items = [
    { key: keys[0], type: 'value' },
    { key: '0xac', type: 'descendantsValues' },
  ];
  const events = await eventsOf(client, 'archive_v1_storage', genesis, items, null);
  expect(events.map(({ event }) => event)).toEqual(['storage', 'storage', 'storage', 'storageDone']);
  expect(events[0]).toEqual({
    event: 'storage',
    key: keys[0],
    value: to0x(store.stateAt(0).get(keys[0]!.slice(2))!),
  });
  const unknown = await eventsOf(client, 'archive_v1_storage', NO_BLOCK, items, null);
  expect(unknown.map(({ event }) => event)).toEqual(['storageError']);
});

it('streams what differs between two blocks', async () => {
  const { chain, store, connect } = await startToyServer();
  const client = await connect();
  await chain.pool.submit(toyTransfer(alice, 0));
  const block = await chain.seal();
  const items = [{ key: keys[0], returnType: 'value' }];
  const events = await eventsOf(client, 'archive_v1_storageDiff', to0x(block.hash), items);
  const value = to0x(store.stateAt(1).get(keys[0]!.slice(2))!);
  expect(events).toEqual([
    { event: 'storageDiff', key: keys[0], value, type: 'modified' },
    { event: 'storageDiffDone' },
  ]);
  const all = await eventsOf(client, 'archive_v1_storageDiff', to0x(block.hash));
  const differing = all.slice(0, -1).map(({ key }) => key);
  expect(differing).toEqual([...store.changedKeys(1)].sort().map((key) => `0x${key}`));
});

it('chainSpec_v1 names the chain', async () => {
  const { chain, connect } = await startToyServer();
  const client = await connect();
  expect(await client.call('chainSpec_v1_chainName')).toBe(TOY_SPEC.name);
  expect(await client.call('chainSpec_v1_properties')).toEqual(TOY_SPEC.properties);
  expect(await client.call('chainSpec_v1_genesisHash')).toBe(to0x(chain.store.hashOf(0)!));
});
