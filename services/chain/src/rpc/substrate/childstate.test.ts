import { expect, it } from 'vitest';
import { startToyServer } from '../../../test/toy-server.js';

const CHILD = `0x${Buffer.from(':child_storage:default:abc').toString('hex')}`;

it.each([
  ['childstate_getKeys', ['0x'], []],
  ['childstate_getKeysPaged', ['0x', 10, null], []],
  ['childstate_getKeysPagedAt', [null, 10], []],
  ['childstate_getStorage', ['0x01'], null],
  ['childstate_getStorageEntries', [['0x01', '0x02']], [null, null]],
  ['childstate_getStorageHash', ['0x01'], null],
  ['childstate_getStorageSize', ['0x01'], null],
])('%s finds every child trie empty', async (method, params, expected) => {
  const { connect } = await startToyServer();
  expect(await (await connect()).call(method, CHILD, ...params)).toEqual(expected);
});

it('refuses keys that are none of a child trie, and blocks that are not there', async () => {
  const { connect } = await startToyServer();
  const client = await connect();
  expect((await client.ask('childstate_getKeys', '0x01', '0x')).error?.code).toBe(4003);
  const nowhere = await client.ask('childstate_getStorage', CHILD, '0x01', `0x${'ab'.repeat(32)}`);
  expect(nowhere.error?.message).toMatch(/UnknownBlock/);
});
