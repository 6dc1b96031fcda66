import { expect, it } from 'vitest';
import { alice } from '../../../test/toy-chain.js';
import { toyTransfer } from '../../../test/toy-runtime.js';
import { startToyServer } from '../../../test/toy-server.js';
import { to0x } from '../../bytes.js';

it('makes a block on request, empty only if told so, final if told so', async () => {
  const { chain, store, connect } = await startToyServer();
  const client = await connect();
  expect((await client.ask('engine_createBlock', false, false)).error?.code).toBe(12_000);
  await chain.pool.submit(toyTransfer(alice, 0));
  const { hash } = (await client.call('engine_createBlock', false, false)) as { hash: string };
  expect(hash).toBe(to0x(store.hashOf(1)!));
  expect(store.finalised).toBe(0);
  await client.call('engine_createBlock', true, true);
  expect([store.head, store.finalised]).toEqual([2, 2]);
  const elsewhere = await client.ask('engine_createBlock', true, false, to0x(store.hashOf(0)!));
  expect(elsewhere.error?.data).toContain('expected the newest block');
});

it('makes a block final on request', async () => {
  const { chain, store, connect } = await startToyServer({ finality: { lag: 50, minDelayMs: 0 } });
  const client = await connect();
  for (let n = 0; n < 3; n++) await chain.seal();
  expect(await client.call('engine_finalizeBlock', to0x(store.hashOf(2)!))).toBe(true);
  expect(store.finalised).toBe(2);
  expect((await client.ask('engine_finalizeBlock', `0x${'33'.repeat(32)}`)).error?.code).toBe(13_000);
});

it('is served under manual sealing only', async () => {
  const { connect } = await startToyServer({ sealing: 'instant' });
  expect((await (await connect()).ask('engine_createBlock', true, true)).error?.code).toBe(-32601);
});
