import { expect, it } from 'vitest';
import { Followed } from '../../../test/follow.js';
import { startToyServer } from '../../../test/toy-server.js';
import { to0x } from '../../bytes.js';
import { decodeHeader } from '../../node/block/header.js';

const NO_BLOCK = `0x${'ab'.repeat(32)}`;

it('gives header and body of a pinned block, and calls the runtime over it', async () => {
  const { chain, connect } = await startToyServer();
  const client = await connect();
  const block = await chain.seal();
  const followed = await Followed.start(client, true);
  const hash = to0x(block.hash);
  const header = (await client.call('chainHead_v1_header', followed.id, hash)) as string;
  expect(decodeHeader(Buffer.from(header.slice(2), 'hex')).number).toBe(1);
  const body = await followed.run('chainHead_v1_body', hash);
  expect(body).toMatchObject([{ event: 'operationBodyDone', value: block.extrinsics.map(to0x) }]);
  const call = await followed.run('chainHead_v1_call', hash, 'Core_version', '0x');
  expect(call).toMatchObject([
    { event: 'operationCallDone', output: await client.call('state_call', 'Core_version', '0x') },
  ]);
  const unknown = await followed.run('chainHead_v1_call', hash, 'No_such', '0x');
  expect(unknown.map(({ event }) => event)).toEqual(['operationError']);
});

it('answers for pinned blocks alone', async () => {
  const { chain, connect } = await startToyServer();
  const client = await connect();
  const followed = await Followed.start(client);
  const genesis = to0x(chain.store.hashOf(0)!);
  const codeOf = async (method: string, ...params: unknown[]): Promise<number | undefined> =>
    (await client.ask(method, followed.id, ...params)).error?.code;
  expect(await codeOf('chainHead_v1_header', NO_BLOCK)).toBe(-32801);
  expect(await codeOf('chainHead_v1_body', NO_BLOCK)).toBe(-32801);
  expect(await codeOf('chainHead_v1_unpin', [genesis, NO_BLOCK])).toBe(-32801);
  expect(await codeOf('chainHead_v1_unpin', [genesis, genesis])).toBe(-32804);
  expect(await codeOf('chainHead_v1_call', genesis, 'Core_version', '0x')).toBe(-32802);
  expect(await codeOf('chainHead_v1_header', genesis)).toBeUndefined();
  expect(await codeOf('chainHead_v1_unpin', genesis)).toBeUndefined();
  expect(await codeOf('chainHead_v1_header', genesis)).toBe(-32801);
});

it('knows only the subscriptions of the connection that asks', async () => {
  const { chain, connect } = await startToyServer();
  const followed = await Followed.start(await connect());
  const stranger = await connect();
  const genesis = to0x(chain.store.hashOf(0)!);
  expect(await stranger.call('chainHead_v1_header', followed.id, genesis)).toBeNull();
  expect(await stranger.call('chainHead_v1_unfollow', followed.id)).toBeNull();
  await chain.seal();
  await followed.heard('newBlock');
});

it('says that a state is gone, where the client kept the block for too long', async () => {
  const { chain, connect } = await startToyServer();
  const followed = await Followed.start(await connect());
  const genesis = to0x(chain.store.hashOf(0)!);
  for (let i = 0; i < 20; i++) await chain.seal();
  const items = [{ key: '0x00', type: 'value' }];
  const events = await followed.run('chainHead_v1_storage', genesis, items, null);
  expect(events.map(({ event }) => event)).toEqual(['operationInaccessible']);
  // The body is kept for ever.
  const body = await followed.run('chainHead_v1_body', genesis);
  expect(body.map(({ event }) => event)).toEqual(['operationBodyDone']);
});

it('tells everybody to begin anew when blocks are taken back', async () => {
  const { chain, connect } = await startToyServer();
  const followed = await Followed.start(await connect());
  await followed.heard('bestBlockChanged');
  const block = await chain.seal();
  chain.events.emit('retracted', { block, changes: new Map() });
  await followed.heard('stop');
});
