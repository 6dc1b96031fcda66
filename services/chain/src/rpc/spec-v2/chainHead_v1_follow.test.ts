import { expect, it } from 'vitest';
import { Followed } from '../../../test/follow.js';
import { startToyServer } from '../../../test/toy-server.js';
import { to0x } from '../../bytes.js';

it('tells of final blocks, new blocks and the best block, in this order, and then of what comes', async () => {
  const { chain, connect } = await startToyServer();
  const first = await chain.seal();
  const followed = await Followed.start(await connect());
  await followed.heard('bestBlockChanged');
  const genesis = to0x(chain.store.hashOf(0)!);
  expect(followed.events).toEqual([
    { event: 'initialized', finalizedBlockHashes: [genesis] },
    { event: 'newBlock', blockHash: to0x(first.hash), parentBlockHash: genesis },
    { event: 'bestBlockChanged', bestBlockHash: to0x(first.hash) },
  ]);
  const second = await chain.seal();
  await followed.heard('finalized');
  expect(followed.events.slice(3)).toEqual([
    { event: 'newBlock', blockHash: to0x(second.hash), parentBlockHash: to0x(first.hash) },
    { event: 'bestBlockChanged', bestBlockHash: to0x(second.hash) },
    { event: 'finalized', finalizedBlockHashes: [to0x(first.hash)], prunedBlockHashes: [] },
  ]);
});

it('tells of the runtime who asks for it', async () => {
  const { chain, connect } = await startToyServer();
  await chain.seal();
  const followed = await Followed.start(await connect(), true);
  const { finalizedBlockRuntime } = await followed.heard('initialized');
  expect(finalizedBlockRuntime).toMatchObject({ type: 'valid', spec: { specVersion: 1 } });
  expect((await followed.heard('newBlock'))['newRuntime']).toBeNull();
});

it('lets a connection follow four times, and again when one has ended', async () => {
  const { connect } = await startToyServer();
  const client = await connect();
  const ids = [];
  for (let i = 0; i < 4; i++) ids.push((await Followed.start(client)).id);
  expect((await client.ask('chainHead_v1_follow', false)).error?.code).toBe(-32800);
  expect(await client.call('chainHead_v1_unfollow', ids[0])).toBeNull();
  await Followed.start(client);
  await Followed.start(await connect());
});

it('ends the subscription of who keeps too many blocks, and says so', async () => {
  const { chain, connect } = await startToyServer();
  const client = await connect();
  const followed = await Followed.start(client);
  await followed.heard('bestBlockChanged');
  for (let i = 0; i < 512; i++) await chain.seal();
  await followed.heard('stop');
  expect(followed.names.filter((name) => name === 'newBlock')).toHaveLength(511);
  expect(followed.names.at(-1)).toBe('stop');
  const genesis = to0x(chain.store.hashOf(0)!);
  expect(await client.call('chainHead_v1_header', followed.id, genesis)).toBeNull();
  expect(await client.call('chainHead_v1_body', followed.id, genesis)).toEqual({ result: 'limitReached' });
});

it('begins anew where a state was changed without a block', async () => {
  const { chain, connect } = await startToyServer();
  await chain.seal();
  const followed = await Followed.start(await connect());
  await followed.heard('bestBlockChanged');
  await chain.amend(new Map([['aabb', Uint8Array.of(1)]]));
  await followed.heard('stop');
  expect(followed.names.at(-1)).toBe('stop');
});

it('goes on without end for who unpins', async () => {
  const { chain, connect } = await startToyServer();
  const client = await connect();
  const followed = await Followed.start(client);
  for (let i = 0; i < 600; i++) {
    const { hash } = await chain.seal();
    if (i % 100 !== 99) continue;
    await expect.poll(() => followed.names.filter((name) => name === 'newBlock').length).toBe(i + 1);
    const hashes = followed.events.filter(({ event }) => event === 'newBlock').slice(-100);
    await client.call(
      'chainHead_v1_unpin',
      followed.id,
      hashes.map(({ blockHash }) => blockHash),
    );
    expect(await client.ask('chainHead_v1_header', followed.id, to0x(hash))).toMatchObject({
      error: { code: -32801 },
    });
  }
  expect(followed.names).not.toContain('stop');
});
