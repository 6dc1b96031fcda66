import { author_pendingExtrinsics } from './substrate/author_pendingExtrinsics.js';
import { author_submitAndWatchExtrinsic } from './substrate/author_submitAndWatchExtrinsic.js';
import { author_submitExtrinsic } from './substrate/author_submitExtrinsic.js';
import { chain_getBlock } from './substrate/chain_getBlock.js';
import { chain_getBlockHash } from './substrate/chain_getBlockHash.js';
import { chain_getFinalizedHead } from './substrate/chain_getFinalizedHead.js';
import { chain_getHeader } from './substrate/chain_getHeader.js';
import { chain_subscribeAllHeads } from './substrate/chain_subscribeAllHeads.js';
import { chain_subscribeFinalizedHeads } from './substrate/chain_subscribeFinalizedHeads.js';
import { chain_subscribeNewHeads } from './substrate/chain_subscribeNewHeads.js';
import { CHILDSTATE_METHODS } from './substrate/childstate.js';
import { payment_queryFeeDetails } from './substrate/payment_queryFeeDetails.js';
import { payment_queryInfo } from './substrate/payment_queryInfo.js';
import { rpc_methods } from './substrate/rpc_methods.js';
import { state_call } from './substrate/state_call.js';
import { state_getKeys } from './substrate/state_getKeys.js';
import { state_getKeysPaged } from './substrate/state_getKeysPaged.js';
import { state_getMetadata } from './substrate/state_getMetadata.js';
import { state_getPairs } from './substrate/state_getPairs.js';
import { state_getRuntimeVersion } from './substrate/state_getRuntimeVersion.js';
import { state_getStorage } from './substrate/state_getStorage.js';
import { state_getStorageHash } from './substrate/state_getStorageHash.js';
import { state_getStorageSize } from './substrate/state_getStorageSize.js';
import { state_queryStorage } from './substrate/state_queryStorage.js';
import { state_queryStorageAt } from './substrate/state_queryStorageAt.js';
import { state_subscribeRuntimeVersion } from './substrate/state_subscribeRuntimeVersion.js';
import { state_subscribeStorage } from './substrate/state_subscribeStorage.js';
import { system_accountNextIndex } from './substrate/system_accountNextIndex.js';
import { system_chain } from './substrate/system_chain.js';
import { system_chainType } from './substrate/system_chainType.js';
import { system_health } from './substrate/system_health.js';
import { system_localListenAddresses } from './substrate/system_localListenAddresses.js';
import { system_name } from './substrate/system_name.js';
import { system_nodeRoles } from './substrate/system_nodeRoles.js';
import { system_peers } from './substrate/system_peers.js';
import { system_properties } from './substrate/system_properties.js';
import { system_syncState } from './substrate/system_syncState.js';
import { system_version } from './substrate/system_version.js';
import { unsubscribe } from './substrate/unsubscribe.js';
import { delegateInfo_getDelegate } from './subtensor/delegateInfo_getDelegate.js';
import { delegateInfo_getDelegated } from './subtensor/delegateInfo_getDelegated.js';
import { delegateInfo_getDelegates } from './subtensor/delegateInfo_getDelegates.js';
import { neuronInfo_getNeuron } from './subtensor/neuronInfo_getNeuron.js';
import { neuronInfo_getNeuronLite } from './subtensor/neuronInfo_getNeuronLite.js';
import { neuronInfo_getNeurons } from './subtensor/neuronInfo_getNeurons.js';
import { neuronInfo_getNeuronsLite } from './subtensor/neuronInfo_getNeuronsLite.js';
import { subnetInfo_getLockCost } from './subtensor/subnetInfo_getLockCost.js';
import { subnetInfo_getSubnetHyperparams } from './subtensor/subnetInfo_getSubnetHyperparams.js';
import { subnetInfo_getSubnetInfo } from './subtensor/subnetInfo_getSubnetInfo.js';
import { subnetInfo_getSubnetsInfo } from './subtensor/subnetInfo_getSubnetsInfo.js';
import { dev_dryRun } from './dev/dev_dryRun.js';
import { dev_fork } from './dev/dev_fork.js';
import { dev_impersonate } from './dev/dev_impersonate.js';
import { dev_newBlock } from './dev/dev_newBlock.js';
import { dev_replayBlock } from './dev/dev_replayBlock.js';
import { dev_revert } from './dev/dev_revert.js';
import { dev_setBlockBuildMode } from './dev/dev_setBlockBuildMode.js';
import { dev_setHead } from './dev/dev_setHead.js';
import { dev_setStorage } from './dev/dev_setStorage.js';
import { dev_snapshot } from './dev/dev_snapshot.js';
import { dev_timeTravel } from './dev/dev_timeTravel.js';
import { engine_createBlock } from './engine/engine_createBlock.js';
import { engine_finalizeBlock } from './engine/engine_finalizeBlock.js';
import { SPEC_V2_METHODS } from './spec-v2/methods.js';
import type { SealingMode } from '../node/sealing.js';
import type { RpcMethod } from './context.js';

/** Every method, by its wire name. Adding one is a file and a line here. */
const METHODS: Readonly<Record<string, RpcMethod>> = {
  author_pendingExtrinsics,
  author_submitAndWatchExtrinsic,
  author_submitExtrinsic,
  chain_getBlock,
  chain_getBlockHash,
  chain_getFinalizedHead,
  chain_getHeader,
  chain_subscribeAllHeads,
  chain_subscribeFinalizedHeads,
  chain_subscribeNewHeads,
  delegateInfo_getDelegate,
  delegateInfo_getDelegated,
  delegateInfo_getDelegates,
  neuronInfo_getNeuron,
  neuronInfo_getNeuronLite,
  neuronInfo_getNeurons,
  neuronInfo_getNeuronsLite,
  payment_queryFeeDetails,
  payment_queryInfo,
  rpc_methods,
  state_call,
  state_getKeys,
  state_getKeysPaged,
  state_getMetadata,
  state_getPairs,
  state_getRuntimeVersion,
  state_getStorage,
  state_getStorageHash,
  state_getStorageSize,
  state_queryStorage,
  state_queryStorageAt,
  state_subscribeRuntimeVersion,
  state_subscribeStorage,
  subnetInfo_getLockCost,
  subnetInfo_getSubnetHyperparams,
  subnetInfo_getSubnetInfo,
  subnetInfo_getSubnetsInfo,
  system_accountNextIndex,
  system_chain,
  system_chainType,
  system_health,
  system_localListenAddresses,
  system_name,
  system_nodeRoles,
  system_peers,
  system_properties,
  system_syncState,
  system_version,
};

/** Ends of subscriptions: one function for all. */
const UNSUBSCRIBES = [
  'author_unwatchExtrinsic',
  'chain_unsubscribeAllHeads',
  'chain_unsubscribeFinalizedHeads',
  'chain_unsubscribeFinalisedHeads',
  'chain_unsubscribeNewHeads',
  'chain_unsubscribeNewHead',
  'chain_unsubscribeRuntimeVersion',
  'state_unsubscribeRuntimeVersion',
  'state_unsubscribeStorage',
  'unsubscribe_newHead',
];

/** Second names that clients use, as a Substrate node has them. */
const ALIASES: Readonly<Record<string, string>> = {
  account_nextIndex: 'system_accountNextIndex',
  childstate_getKeysPagedAt: 'childstate_getKeysPaged',
  chain_getFinalisedHead: 'chain_getFinalizedHead',
  chain_getHead: 'chain_getBlockHash',
  chain_getRuntimeVersion: 'state_getRuntimeVersion',
  chain_subscribeFinalisedHeads: 'chain_subscribeFinalizedHeads',
  chain_subscribeNewHead: 'chain_subscribeNewHeads',
  chain_subscribeRuntimeVersion: 'state_subscribeRuntimeVersion',
  state_callAt: 'state_call',
  state_getKeysPagedAt: 'state_getKeysPaged',
  state_getStorageAt: 'state_getStorage',
  state_getStorageHashAt: 'state_getStorageHash',
  state_getStorageSizeAt: 'state_getStorageSize',
  subscribe_newHead: 'chain_subscribeNewHeads',
};

/** Served where nobody else decides when a block is made, and with the methods below. */
const ENGINE: Readonly<Record<string, RpcMethod>> = { engine_createBlock, engine_finalizeBlock };

/** Whoever may call these does with the chain what they like. */
const DEV: Readonly<Record<string, RpcMethod>> = {
  dev_dryRun,
  dev_fork,
  dev_impersonate,
  dev_newBlock,
  dev_replayBlock,
  dev_revert,
  dev_setBlockBuildMode,
  dev_setHead,
  dev_setStorage,
  dev_snapshot,
  dev_timeTravel,
};

/** What a node of that sealing mode serves: exactly what its `rpc_methods` says. `unsafe`: the dev methods too. */
export function rpcMethods(sealing: SealingMode, unsafe = false): ReadonlyMap<string, RpcMethod> {
  const methods = new Map(Object.entries({ ...METHODS, ...CHILDSTATE_METHODS, ...SPEC_V2_METHODS }));
  for (const name of UNSUBSCRIBES) methods.set(name, unsubscribe);
  for (const [alias, name] of Object.entries(ALIASES)) methods.set(alias, methods.get(name)!);
  const more = { ...(sealing === 'manual' || unsafe ? ENGINE : {}), ...(unsafe ? DEV : {}) };
  for (const [name, method] of Object.entries(more)) methods.set(name, method);
  return new Map([...methods].sort(([a], [b]) => (a < b ? -1 : 1)));
}
