import { expect, it } from 'vitest';
import { alice, bob } from '../../../test/toy-chain.js';
import { toyAccountKey, toyTransfer } from '../../../test/toy-runtime.js';
import { startToyServer } from '../../../test/toy-server.js';
import { to0x } from '../../bytes.js';

type ChangeSet = { block: string; changes: [string, string | null][] };

it('shows values at one block, and their changes over a range', async () => {
  const { chain, store, connect } = await startToyServer();
  const client = await connect();
  const [a, b] = [alice, bob].map(({ account }) => `0x${toyAccountKey(account)}`) as [string, string];
  await chain.seal();
  await chain.pool.submit(toyTransfer(alice, 0));
  await chain.seal();
  await chain.seal();
  const hash = [0, 1, 2, 3].map((number) => to0x(store.hashOf(number)!));
  const [at]: ChangeSet[] = await client.call('state_queryStorageAt', [a, b, '0xee'], hash[0]);
  expect(at).toMatchObject({ block: hash[0] });
  expect(at?.changes.map(([key, value]) => [key, value === null])).toEqual([
    [a, false],
    [b, false],
    ['0xee', true],
  ]);
  const sets: ChangeSet[] = await client.call('state_queryStorage', [a, b], hash[0]);
  expect(sets.map(({ block, changes }) => [block, changes.map(([key]) => key)])).toEqual([
    [hash[0], [a, b]],
    [hash[2], [a]],
  ]);
  const short: ChangeSet[] = await client.call('state_queryStorage', [a], hash[0], hash[1]);
  expect(short).toHaveLength(1);
  expect((await client.ask('state_queryStorage', [a], hash[2], hash[1])).error?.code).toBe(-32602);
});
