import { expect, it } from 'vitest';
import { alice } from '../../../test/toy-chain.js';
import { toyTransfer } from '../../../test/toy-runtime.js';
import { startToyServer } from '../../../test/toy-server.js';
import { to0x } from '../../bytes.js';

it('shows a block, by hash with or without 0x, and null for none', async () => {
  const { chain, connect } = await startToyServer();
  const wire = toyTransfer(alice, 0);
  await chain.pool.submit(wire);
  const block = await chain.seal();
  const client = await connect();
  const shown = { header: await client.call('chain_getHeader'), extrinsics: block.extrinsics.map(to0x) };
  expect(await client.call('chain_getBlock')).toEqual({ block: shown, justifications: null });
  const hash = to0x(block.hash);
  expect(await client.call('chain_getBlock', hash.slice(2))).toEqual({ block: shown, justifications: null });
  expect(shown.extrinsics[1]).toBe(to0x(wire));
  expect(shown.header).toMatchObject({ number: '0x1', parentHash: to0x(block.header.parentHash) });
  for (const method of ['chain_getBlock', 'chain_getHeader']) {
    expect(await client.call(method, `0x${'11'.repeat(32)}`)).toBeNull();
    expect((await client.ask(method, '0x11')).error?.code).toBe(-32602);
  }
});
