import { expect, it } from 'vitest';
import { alice } from '../../../test/toy-chain.js';
import { toyTransfer } from '../../../test/toy-runtime.js';
import { startToyServer } from '../../../test/toy-server.js';
import { to0x } from '../../bytes.js';

it('watches a transaction to the end: validated, in a block, final', async () => {
  const { chain, connect } = await startToyServer();
  const client = await connect();
  await client.call('transactionWatch_v1_submitAndWatch', to0x(toyTransfer(alice, 0)));
  await expect.poll(() => chain.pool.readyCount).toBe(1);
  const block = await chain.seal();
  await chain.seal();
  await expect.poll(() => client.notifications.length).toBe(3);
  const inBlock = { hash: to0x(block.hash), index: block.extrinsics.length - 1 };
  expect(client.notifications.map(({ params }) => params.result)).toEqual([
    { event: 'validated' },
    { event: 'bestChainBlockIncluded', block: inBlock },
    { event: 'finalized', block: inBlock },
  ]);
  expect(client.notifications[0]?.method).toBe('transactionWatch_v1_watchEvent');
});

it.each([
  ['0x', 'invalid'],
  ['0x0403', 'invalid'],
])('tells why %s is refused as the last event', async (bytes, event) => {
  const { connect } = await startToyServer();
  const client = await connect();
  const id = await client.call('transactionWatch_v1_submitAndWatch', bytes);
  await expect.poll(() => client.notifications.length).toBe(1);
  expect(client.notifications[0]?.params.result).toMatchObject({ event });
  expect(await client.call('transactionWatch_v1_unwatch', id)).toBeNull();
});

it('broadcasts a transaction, at most sixteen at a time, until it is told to stop', async () => {
  const { chain, connect } = await startToyServer();
  const client = await connect();
  const transfer = to0x(toyTransfer(alice, 0));
  const id = (await client.call('transaction_v1_broadcast', transfer)) as string;
  await expect.poll(() => chain.pool.readyCount).toBe(1);
  const block = await chain.seal();
  expect(block.extrinsics.map(to0x)).toContain(transfer);
  for (let i = 1; i < 16; i++) expect(await client.call('transaction_v1_broadcast', '0x00')).not.toBeNull();
  expect(await client.call('transaction_v1_broadcast', '0x00')).toBeNull();
  expect(await client.call('transaction_v1_stop', id)).toBeNull();
  expect((await client.ask('transaction_v1_stop', id)).error?.code).toBe(-32801);
  expect(await client.call('transaction_v1_broadcast', '0x00')).not.toBeNull();
});

it('offers a broadcast transaction again after a block, once it may go in', async () => {
  const { chain, connect } = await startToyServer({
    poolLimits: {
      ready: { count: 1, bytes: 10_000 },
      future: { count: 1, bytes: 10_000 },
      perSender: 10,
      transactionBytes: 10_000,
      checking: 10,
      banMs: 1000,
    },
  });
  const client = await connect();
  await chain.pool.submit(toyTransfer(alice, 0));
  await client.call('transaction_v1_broadcast', to0x(toyTransfer(alice, 1)));
  await chain.seal();
  await expect.poll(() => chain.pool.readyCount).toBe(1);
});
