import { AccountId32, blake2_128Concat, boundedVec, storageOf, u64, weakBoundedVec } from '@yumanet/frame';
import { AccountData, EMPTY_DATA } from '../system/account.js';
import { BalanceLock, Freeze, Hold, ReserveData } from './types.js';

const { value, map } = storageOf('Balances');
const byAccount = [blake2_128Concat(AccountId32)] as const;

/** All rao there are, in accounts of this pallet. */
export const TotalIssuance = value('TotalIssuance', u64, 0n);
export const InactiveIssuance = value('InactiveIssuance', u64, 0n);
/** Unused: this runtime keeps balances in System.Account. */
export const Account = map('Account', byAccount, AccountData, EMPTY_DATA);
export const Locks = map('Locks', byAccount, weakBoundedVec(BalanceLock), []);
export const Reserves = map('Reserves', byAccount, boundedVec(ReserveData), []);
export const Holds = map('Holds', byAccount, boundedVec(Hold), []);
export const Freezes = map('Freezes', byAccount, boundedVec(Freeze), []);

export const STORAGE = [TotalIssuance, InactiveIssuance, Account, Locks, Reserves, Holds, Freezes];
