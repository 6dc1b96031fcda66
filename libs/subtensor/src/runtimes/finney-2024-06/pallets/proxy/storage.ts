import { AccountId32, boundedVec, storageOf, tuple, twox64Concat, u64 } from '@yumanet/frame';
import { Announcement, ProxyDefinition } from './types.js';

const { map } = storageOf('Proxy');
const byAccount = [twox64Concat(AccountId32)] as const;

/** Proxies of an account, sorted, and the rao reserved for them. */
export const Proxies = map('Proxies', byAccount, tuple(boundedVec(ProxyDefinition), u64), [[], 0n]);
/** Announcements of a proxy, and the rao reserved for them. */
export const Announcements = map('Announcements', byAccount, tuple(boundedVec(Announcement), u64), [[], 0n]);

export const STORAGE = [Proxies, Announcements];
