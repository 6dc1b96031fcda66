import { constantsOf, u32, u64 } from '@yumanet/frame';

const constant = constantsOf('Proxy');

/** Rao: deposit(1 item, 40 bytes), then deposit(0 items, 33 bytes) per proxy. */
export const ProxyDepositBase = constant('ProxyDepositBase', u64, 60_000_000n);
export const ProxyDepositFactor = constant('ProxyDepositFactor', u64, 33_000_000n);
export const MaxProxies = constant('MaxProxies', u32, 20);
export const MaxPending = constant('MaxPending', u32, 75);
/** Rao: deposit(1 item, 16 bytes), then deposit(0 items, 68 bytes) per announcement. */
export const AnnouncementDepositBase = constant('AnnouncementDepositBase', u64, 36_000_000n);
export const AnnouncementDepositFactor = constant('AnnouncementDepositFactor', u64, 68_000_000n);

export const CONSTANTS = [
  ProxyDepositBase,
  ProxyDepositFactor,
  MaxProxies,
  MaxPending,
  AnnouncementDepositBase,
  AnnouncementDepositFactor,
];
