import { expect, it } from 'vitest';
import { alice } from '../../../test/toy-chain.js';
import { toyAccountKey, toyTransfer } from '../../../test/toy-runtime.js';
import { startToyServer } from '../../../test/toy-server.js';
import { blake2b256, fromHex, to0x } from '../../bytes.js';

it('reads a value, its hash and its size, now and then', async () => {
  const { chain, store, connect } = await startToyServer();
  const client = await connect();
  const key = `0x${toyAccountKey(alice.account)}`;
  const before: string = await client.call('state_getStorage', key);
  await chain.pool.submit(toyTransfer(alice, 0, { amount: 5 }));
  await chain.seal();
  const genesis = to0x(store.hashOf(0)!);
  expect(await client.call('state_getStorage', key, genesis)).toBe(before);
  const now: string = await client.call('state_getStorageAt', key.slice(2));
  expect(now).not.toBe(before);
  expect(await client.call('state_getStorageHash', key)).toBe(to0x(blake2b256(fromHex(now.slice(2)))));
  expect(await client.call('state_getStorageHash', key, genesis)).not.toBe(
    await client.call('state_getStorageHash', key),
  );
  expect(await client.call('state_getStorageSize', key)).toBe(8);
  expect(await client.call('state_getStorageSize', '0xac')).toBe(24);
  for (const method of ['state_getStorage', 'state_getStorageHash', 'state_getStorageSize'])
    expect(await client.call(method, '0xffff')).toBeNull();
  expect((await client.ask('state_getStorage', 'xyz')).error?.code).toBe(-32602);
});

it('has nothing under keys that no store could keep', async () => {
  const { chain, connect } = await startToyServer();
  const client = await connect();
  await chain.seal();
  const genesis = await client.call('chain_getBlockHash', 0);
  for (const key of ['0x', `0x${'ac'.repeat(961)}`, `0x${'ac'.repeat(5000)}`])
    for (const at of [null, genesis]) {
      expect(await client.call('state_getStorage', key, at)).toBeNull();
      // Below the first is everything; below the others, nothing.
      const page = await client.call('state_getKeysPaged', key, 5, null, at);
      expect((page as string[]).length > 0).toBe(key === '0x');
      const rest = (await client.call('state_getKeysPaged', '0x', 1000, key, at)) as string[];
      expect(rest.every((found) => found > key)).toBe(true);
    }
});
