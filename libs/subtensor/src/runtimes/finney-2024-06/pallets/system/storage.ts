import {
  AccountId32,
  Digest,
  H256,
  ZERO_WEIGHT,
  blake2_128Concat,
  bool,
  bytes,
  storageOf,
  tuple,
  twox64Concat,
  u32,
  vec,
} from '@yumanet/frame';
import { AccountInfo, EMPTY_ACCOUNT } from './account.js';
import {
  CodeUpgradeAuthorization,
  ConsumedWeight,
  EventRecord,
  LastRuntimeUpgradeInfo,
  PhaseType,
} from './types.js';

const { value, map } = storageOf('System');

export const ZERO_HASH = '00'.repeat(32);

/** Storage of frame_system, in the order of the metadata. */
export const Account = map('Account', [blake2_128Concat(AccountId32)], AccountInfo, EMPTY_ACCOUNT);
export const ExtrinsicCount = value('ExtrinsicCount', u32);
export const InherentsApplied = value('InherentsApplied', bool, false);
export const BlockWeight = value('BlockWeight', ConsumedWeight, {
  normal: ZERO_WEIGHT,
  operational: ZERO_WEIGHT,
  mandatory: ZERO_WEIGHT,
});
export const AllExtrinsicsLen = value('AllExtrinsicsLen', u32);
export const BlockHash = map('BlockHash', [twox64Concat(u32)], H256, ZERO_HASH);
export const ExtrinsicData = map('ExtrinsicData', [twox64Concat(u32)], bytes, new Uint8Array());
export const Number_ = value('Number', u32, 0);
export const ParentHash = value('ParentHash', H256, ZERO_HASH);
export const Digest_ = value('Digest', Digest, { logs: [] });
export const Events = value('Events', vec(EventRecord), []);
export const EventCount = value('EventCount', u32, 0);
export const EventTopics = map('EventTopics', [blake2_128Concat(H256)], vec(tuple(u32, u32)), []);
export const LastRuntimeUpgrade = value('LastRuntimeUpgrade', LastRuntimeUpgradeInfo);
export const UpgradedToU32RefCount = value('UpgradedToU32RefCount', bool, false);
export const UpgradedToTripleRefCount = value('UpgradedToTripleRefCount', bool, false);
export const ExecutionPhase = value('ExecutionPhase', PhaseType);
export const AuthorizedUpgrade = value('AuthorizedUpgrade', CodeUpgradeAuthorization);

export const STORAGE = [
  Account,
  ExtrinsicCount,
  InherentsApplied,
  BlockWeight,
  AllExtrinsicsLen,
  BlockHash,
  ExtrinsicData,
  Number_,
  ParentHash,
  Digest_,
  Events,
  EventCount,
  EventTopics,
  LastRuntimeUpgrade,
  UpgradedToU32RefCount,
  UpgradedToTripleRefCount,
  ExecutionPhase,
  AuthorizedUpgrade,
];
