import { expect, it } from 'vitest';
import { startToyServer } from '../../../test/toy-server.js';
import { to0x } from '../../bytes.js';

it('names blocks by height: one, several, the newest, none', async () => {
  const { chain, store, connect } = await startToyServer();
  await chain.seal();
  const client = await connect();
  const [zero, one] = [0, 1].map((number) => to0x(store.hashOf(number)!));
  expect(await client.call('chain_getBlockHash')).toBe(one);
  expect(await client.call('chain_getHead')).toBe(one);
  expect(await client.call('chain_getBlockHash', 0)).toBe(zero);
  expect(await client.call('chain_getBlockHash', '0x0')).toBe(zero);
  expect(await client.call('chain_getBlockHash', [1, 0, 9])).toEqual([one, zero, null]);
});

it.each([[-1], ['1'], [1.5], [{}], [[[0]]], [Array(1001).fill(0)]])('refuses %j', async (number) => {
  const { connect } = await startToyServer();
  expect((await (await connect()).ask('chain_getBlockHash', number)).error?.code).toBe(-32602);
});
