import { expect, it } from 'vitest';
import { alice, bob } from '../../../test/toy-chain.js';
import { toyAccountKey, toyTransfer } from '../../../test/toy-runtime.js';
import { startToyServer } from '../../../test/toy-server.js';
import { to0x } from '../../bytes.js';

it('sends all values first, then only what changed', async () => {
  const { chain, connect } = await startToyServer();
  const client = await connect();
  const [a, b] = [alice, bob].map(({ account }) => `0x${toyAccountKey(account)}`);
  const id = await client.call('state_subscribeStorage', [a, b, a, '0xff']);
  await chain.pool.submit(toyTransfer(alice, 0));
  const first = await chain.seal();
  await chain.seal();
  await expect.poll(() => client.notifications.length).toBe(2);
  const sets = client.notifications.map(
    ({ params }) => params.result as { block: string; changes: [string, string | null][] },
  );
  expect(sets[0]?.changes.map(([key]) => key)).toEqual([a, b, '0xff']);
  expect(sets[0]?.changes[2]?.[1]).toBeNull();
  expect(sets[1]?.block).toBe(to0x(first.hash));
  expect(sets[1]?.changes.map(([key]) => key)).toEqual([a]);
  expect(await client.call('state_unsubscribeStorage', id)).toBe(true);
});

it('must be told which keys', async () => {
  const { connect } = await startToyServer();
  expect((await (await connect()).ask('state_subscribeStorage')).error?.code).toBe(-32602);
});
