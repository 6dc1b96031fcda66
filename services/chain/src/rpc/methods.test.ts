import { expect, it } from 'vitest';
import { startToyServer } from '../../test/toy-server.js';
import { TOY_SPEC } from '../../test/toy-chain.js';
import { rpcMethods } from './methods.js';

/** What @polkadot/api, polkadot-api over legacy RPC and the Python clients call. */
const CALLED_BY_CLIENTS = [
  ...['rpc_methods', 'system_chain', 'system_properties', 'system_health', 'system_name', 'system_version'],
  ...['chain_getBlockHash', 'chain_getHeader', 'chain_getFinalizedHead', 'chain_getBlock', 'chain_getHead'],
  ...['chain_subscribeNewHead', 'chain_subscribeNewHeads', 'chain_subscribeFinalizedHeads'],
  ...['chain_subscribeAllHeads', 'chain_unsubscribeAllHeads', 'chain_unsubscribeFinalizedHeads'],
  ...['chain_unsubscribeNewHead', 'chain_unsubscribeNewHeads', 'state_getRuntimeVersion', 'state_call'],
  ...['state_subscribeRuntimeVersion', 'state_unsubscribeRuntimeVersion', 'state_getMetadata'],
  ...['state_subscribeStorage', 'state_unsubscribeStorage', 'state_queryStorageAt', 'state_getStorage'],
  ...['state_getStorageAt', 'state_getStorageHash', 'state_getKeys', 'state_getKeysPaged'],
  ...['system_accountNextIndex', 'account_nextIndex', 'author_submitExtrinsic', 'author_pendingExtrinsics'],
  ...['author_submitAndWatchExtrinsic', 'author_unwatchExtrinsic', 'payment_queryInfo'],
];

it('serves what clients call, and lists what it serves', async () => {
  const { connect } = await startToyServer({ sealing: 'instant' });
  const client = await connect();
  const { methods } = (await client.call('rpc_methods')) as { methods: string[] };
  expect(methods).toEqual([...rpcMethods('instant').keys()]);
  expect(methods).toEqual(expect.arrayContaining(CALLED_BY_CLIENTS));
  for (const name of methods) expect((await client.ask(name)).error?.code, name).not.toBe(-32601);
});

it.each([
  ['system_name', 'toy'],
  ['system_version', '1'],
  ['system_chain', TOY_SPEC.name],
  ['system_chainType', 'Development'],
  ['system_properties', TOY_SPEC.properties],
  ['system_health', { peers: 0, isSyncing: false, shouldHavePeers: false }],
  ['system_nodeRoles', ['Authority']],
  ['system_peers', []],
  ['system_localListenAddresses', []],
  ['system_syncState', { startingBlock: 0, currentBlock: 0, highestBlock: 0 }],
  ['state_getMetadata', '0x6d6574610e'],
])('%s', async (method, expected) => {
  const { connect } = await startToyServer();
  expect(await (await connect()).call(method)).toEqual(expected);
});

it('says the metadata of a block that there is, however often it was asked before', async () => {
  const client = await (await startToyServer()).connect();
  await client.call('state_getMetadata');
  expect(await client.call('state_getMetadata', await client.call('chain_getBlockHash', 0))).toBe(
    '0x6d6574610e',
  );
  expect((await client.ask('state_getMetadata', `0x${'ab'.repeat(32)}`)).error?.code).toBe(4003);
});
