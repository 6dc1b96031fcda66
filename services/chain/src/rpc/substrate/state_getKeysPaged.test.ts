import { expect, it } from 'vitest';
import { alice, bob } from '../../../test/toy-chain.js';
import { toyAccountKey, toyTransfer } from '../../../test/toy-runtime.js';
import { startToyServer } from '../../../test/toy-server.js';
import { to0x } from '../../bytes.js';

const accounts = [alice, bob].map(({ account }) => `0x${toyAccountKey(account)}`).sort();

it('pages through the keys under a prefix, now and then', async () => {
  const { chain, store, connect } = await startToyServer();
  await chain.pool.submit(toyTransfer(alice, 0));
  await chain.seal();
  const client = await connect();
  const all: string[] = await client.call('state_getKeysPaged', '0xac', 10);
  expect(all).toHaveLength(3);
  expect(await client.call('state_getKeysPaged', '0xac', 2)).toEqual(all.slice(0, 2));
  expect(await client.call('state_getKeysPaged', '0xac', 2, all[1])).toEqual(all.slice(2));
  expect(await client.call('state_getKeysPaged', '0xac', 10, null, to0x(store.hashOf(0)!))).toEqual(accounts);
  expect(await client.call('state_getKeysPaged', null, 1)).toHaveLength(1);
  expect(await client.call('state_getKeysPaged', 'ac', 0)).toEqual([]);
  expect(await client.call('state_getKeys', 'ac')).toEqual(all);
  const pairs: [string, string][] = await client.call('state_getPairs', '0xac', to0x(store.hashOf(0)!));
  expect(pairs.map(([key]) => key)).toEqual(accounts);
});

it('refuses pages over a thousand as Substrate does', async () => {
  const { connect } = await startToyServer();
  expect((await (await connect()).ask('state_getKeysPaged', '0x', 1001)).error).toEqual({
    code: 4002,
    message: 'count exceeds maximum value. value: 1001, max: 1000',
  });
});
