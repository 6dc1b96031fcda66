import { AccountId32, H256, struct, u32, v, variant, type ValueOf } from '@yumanet/frame';

/** What a proxy may do. The order is that of upstream's enum, and decides the order of definitions. */
export const ProxyType = variant('node_subtensor_runtime::ProxyType', {
  Any: v(0),
  Owner: v(1),
  NonCritical: v(2),
  NonTransfer: v(3),
  Senate: v(4),
  NonFungibile: v(5),
  Triumvirate: v(6),
  Governance: v(7),
  Staking: v(8),
  Registration: v(9),
});

export const ProxyDefinition = struct('pallet_proxy::ProxyDefinition', {
  delegate: AccountId32,
  proxy_type: ProxyType,
  delay: u32,
});

export const Announcement = struct('pallet_proxy::Announcement', {
  real: AccountId32,
  call_hash: H256,
  height: u32,
});

export type ProxyTypeValue = ValueOf<typeof ProxyType>;
export type ProxyTypeName = ProxyTypeValue['type'];
export type Definition = ValueOf<typeof ProxyDefinition>;
export type AnnouncementValue = ValueOf<typeof Announcement>;
