import { expect, it } from 'vitest';
import { alice } from '../../../test/toy-chain.js';
import { toyTransfer } from '../../../test/toy-runtime.js';
import { startToyServer, type ToyClient } from '../../../test/toy-server.js';
import { to0x } from '../../bytes.js';

const heard = (client: ToyClient): unknown[] => client.notifications.map(({ params }) => params.result);

it('tells what becomes of a transaction, then frees the place', async () => {
  const { chain, connect } = await startToyServer();
  const client = await connect();
  const id = await client.call('author_submitAndWatchExtrinsic', to0x(toyTransfer(alice, 0)));
  const block = to0x((await chain.seal()).hash);
  await chain.seal();
  await expect.poll(() => heard(client)).toEqual(['ready', { inBlock: block }, { finalized: block }]);
  await expect.poll(() => client.call('author_unwatchExtrinsic', id)).toBe(false);
});

it('tells of the future, of being outbid and of becoming invalid', async () => {
  const { chain, connect } = await startToyServer();
  const client = await connect();
  await client.call('author_submitAndWatchExtrinsic', to0x(toyTransfer(alice, 1)));
  await expect.poll(() => heard(client)).toEqual(['future']);
  await client.call('author_submitAndWatchExtrinsic', to0x(toyTransfer(alice, 0)));
  await expect.poll(() => heard(client).slice(1).sort()).toEqual(['ready', 'ready']);
  const better = await client.call('author_submitExtrinsic', to0x(toyTransfer(alice, 0, { tip: 9 })));
  await expect.poll(() => heard(client).at(-1)).toEqual({ usurped: better });
  await chain.seal();
});

it('answers a refusal as an error, and keeps no subscription for it', async () => {
  const { connect } = await startToyServer({}, { subscriptions: 1 });
  const client = await connect();
  const bad = to0x(toyTransfer(alice, 0, { amount: 666 }));
  for (const code of [1010, 1012])
    expect((await client.ask('author_submitAndWatchExtrinsic', bad)).error?.code).toBe(code);
  expect((await client.ask('author_submitAndWatchExtrinsic', '0x1234')).error?.code).toBe(1001);
  await client.call('author_submitAndWatchExtrinsic', to0x(toyTransfer(alice, 0)));
});

it('stops telling when the client stops watching', async () => {
  const { chain, connect } = await startToyServer();
  const client = await connect();
  const id = await client.call('author_submitAndWatchExtrinsic', to0x(toyTransfer(alice, 0)));
  await expect.poll(() => heard(client)).toEqual(['ready']);
  expect(await client.call('author_unwatchExtrinsic', id)).toBe(true);
  await chain.seal();
  await client.call('system_name');
  expect(heard(client)).toEqual(['ready']);
});
