import type { RpcMethod } from '../context.js';
import { archive_v1_body } from './archive_v1_body.js';
import { archive_v1_call } from './archive_v1_call.js';
import { archive_v1_finalizedHeight } from './archive_v1_finalizedHeight.js';
import { archive_v1_hashByHeight } from './archive_v1_hashByHeight.js';
import { archive_v1_header } from './archive_v1_header.js';
import { archive_v1_storage } from './archive_v1_storage.js';
import { archive_v1_storageDiff } from './archive_v1_storageDiff.js';
import { chainHead_v1_body } from './chainHead_v1_body.js';
import { chainHead_v1_call } from './chainHead_v1_call.js';
import { chainHead_v1_continue } from './chainHead_v1_continue.js';
import { chainHead_v1_follow } from './chainHead_v1_follow.js';
import { chainHead_v1_header } from './chainHead_v1_header.js';
import { chainHead_v1_stopOperation } from './chainHead_v1_stopOperation.js';
import { chainHead_v1_storage } from './chainHead_v1_storage.js';
import { chainHead_v1_unpin } from './chainHead_v1_unpin.js';
import { chainSpec_v1_chainName } from './chainSpec_v1_chainName.js';
import { chainSpec_v1_genesisHash } from './chainSpec_v1_genesisHash.js';
import { chainSpec_v1_properties } from './chainSpec_v1_properties.js';
import { endSubscription } from './end-subscription.js';
import { transactionWatch_v1_submitAndWatch } from './transactionWatch_v1_submitAndWatch.js';
import { transaction_v1_broadcast } from './transaction_v1_broadcast.js';
import { transaction_v1_stop } from './transaction_v1_stop.js';

/** The JSON-RPC interface specification ("v2"), by wire name. Adding a method is a file and a line here. */
export const SPEC_V2_METHODS: Readonly<Record<string, RpcMethod>> = {
  archive_v1_body,
  archive_v1_call,
  archive_v1_finalizedHeight,
  archive_v1_genesisHash: chainSpec_v1_genesisHash,
  archive_v1_hashByHeight,
  archive_v1_header,
  archive_v1_stopStorage: endSubscription,
  archive_v1_stopStorageDiff: endSubscription,
  archive_v1_storage,
  archive_v1_storageDiff,
  // Substrate's own name of archive_v1_stopStorageDiff.
  archive_v1_storageDiff_stopStorageDiff: endSubscription,
  chainHead_v1_body,
  chainHead_v1_call,
  chainHead_v1_continue,
  chainHead_v1_follow,
  chainHead_v1_header,
  chainHead_v1_stopOperation,
  chainHead_v1_storage,
  chainHead_v1_unfollow: endSubscription,
  chainHead_v1_unpin,
  chainSpec_v1_chainName,
  chainSpec_v1_genesisHash,
  chainSpec_v1_properties,
  transactionWatch_v1_submitAndWatch,
  transactionWatch_v1_unwatch: endSubscription,
  transaction_v1_broadcast,
  transaction_v1_stop,
};
