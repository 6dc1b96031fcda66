import { expect, it } from 'vitest';
import { alice } from '../../../test/toy-chain.js';
import { toyTransfer } from '../../../test/toy-runtime.js';
import { startToyServer } from '../../../test/toy-server.js';
import { to0x } from '../../bytes.js';

it('counts what the pool has ready', async () => {
  const { chain, connect } = await startToyServer();
  const client = await connect();
  const account = to0x(alice.account);
  const next = () => client.call('system_accountNextIndex', account);
  expect(await next()).toBe(0);
  const [first, second] = [toyTransfer(alice, 0), toyTransfer(alice, 1)].map(to0x);
  expect(await client.call('author_submitExtrinsic', first)).toMatch(/^0x[0-9a-f]{64}$/);
  await client.call('author_submitExtrinsic', second!.slice(2));
  await client.call('author_submitExtrinsic', to0x(toyTransfer(alice, 7)));
  expect(await next()).toBe(2);
  expect(await client.call('author_pendingExtrinsics')).toEqual([first, second]);
  await chain.seal();
  expect(await client.call('account_nextIndex', account)).toBe(2);
  expect(await client.call('author_pendingExtrinsics')).toEqual([]);
});

it('refuses what is no account', async () => {
  const { connect } = await startToyServer();
  const { error } = await (await connect()).ask('system_accountNextIndex', '5Grw');
  expect(error).toMatchObject({ code: -32602, data: 'account: expected an address of 32 bytes, got 5Grw' });
});
