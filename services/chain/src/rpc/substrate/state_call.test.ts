import { expect, it } from 'vitest';
import { alice } from '../../../test/toy-chain.js';
import { toyTransfer } from '../../../test/toy-runtime.js';
import { startToyServer } from '../../../test/toy-server.js';
import { to0x, toHex } from '../../bytes.js';

it('calls the runtime at any readable block, hex with or without 0x', async () => {
  const { chain, connect, store } = await startToyServer();
  await chain.pool.submit(toyTransfer(alice, 0));
  await chain.seal();
  const client = await connect();
  const nonce = (input: string, ...at: string[]) =>
    client.call('state_call', 'AccountNonceApi_account_nonce', input, ...at);
  expect(await nonce(to0x(alice.account))).toBe('0x01000000');
  expect(await nonce(toHex(alice.account), to0x(store.hashOf(0)!))).toBe('0x00000000');
});

it('says in the very words that clients look for what is not there', async () => {
  const { chain, connect, store } = await startToyServer();
  const client = await connect();
  const missing = await client.ask('state_call', 'Metadata_metadata_at_version', '0x0f000000');
  expect(missing.error).toEqual({
    code: 4003,
    message:
      'Client error: Execution failed: Other: Exported method Metadata_metadata_at_version is not found',
  });
  const first = to0x(store.hashOf(0)!);
  for (let n = 0; n < 20; n++) await chain.seal();
  for (const ask of [
    client.ask('state_call', 'Core_version', '', first),
    client.ask('state_getStorage', '0x3a636f6465', first),
  ])
    expect((await ask).error?.message).toBe(
      `Client error: Api called for an unknown Block: State already discarded for ${first}`,
    );
  const nowhere = `0x${'22'.repeat(32)}`;
  expect((await client.ask('state_getStorage', '0x01', nowhere)).error?.message).toBe(
    `Client error: UnknownBlock: Header was not found in the database: ${nowhere}`,
  );
  const bad = await client.ask('state_call', 'TaggedTransactionQueue_validate_transaction', '0x00');
  expect(bad.error?.message).toMatch(/^Client error: Execution failed: /);
});

it('throws away what a call writes', async () => {
  const { connect, store } = await startToyServer();
  const client = await connect();
  const before = toHex(store.tree.root());
  await client.call('state_call', 'Core_initialize_block', '0x00');
  expect(toHex(store.tree.root())).toBe(before);
  expect(await client.call('state_getStorage', '0x01')).toBeNull();
});
