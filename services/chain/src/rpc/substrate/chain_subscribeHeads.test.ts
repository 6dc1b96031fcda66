import { expect, it } from 'vitest';
import { startToyServer, type ToyClient } from '../../../test/toy-server.js';
import { to0x } from '../../bytes.js';

const numbers = (client: ToyClient, method: string): number[] =>
  client.notifications
    .filter((heard) => heard.method === method)
    .map(({ params }) => Number((params.result as { number: string }).number));

it('sends the newest head, then each new one; final ones behind', async () => {
  const { chain, store, connect } = await startToyServer();
  const client = await connect();
  const ids: string[] = [];
  for (const kind of ['NewHead', 'NewHeads', 'AllHeads', 'FinalizedHeads', 'FinalisedHeads'])
    ids.push(await client.call(`chain_subscribe${kind}`));
  expect(new Set(ids).size).toBe(5);
  for (let n = 0; n < 3; n++) await chain.seal();
  await expect.poll(() => numbers(client, 'chain_finalizedHead')).toEqual([0, 0, 1, 1, 2, 2]);
  expect(numbers(client, 'chain_newHead')).toEqual([0, 0, 1, 1, 2, 2, 3, 3]);
  expect(numbers(client, 'chain_allHead')).toEqual([0, 1, 2, 3]);
  expect(await client.call('chain_getFinalizedHead')).toBe(to0x(store.hashOf(2)!));
  expect(await client.call('chain_unsubscribeNewHead', ids[0])).toBe(true);
  expect(await client.call('chain_unsubscribeNewHead', ids[0])).toBe(false);
  expect(await client.call('chain_unsubscribeNewHeads', {})).toBe(false);
  await chain.seal();
  await expect.poll(() => numbers(client, 'chain_newHead').filter((number) => number === 4)).toHaveLength(1);
});
