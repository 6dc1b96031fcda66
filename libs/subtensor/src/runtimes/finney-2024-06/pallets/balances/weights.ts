import { addWeight, maxWeight, mulWeight, weight, type WeightValue } from '@yumanet/frame';
import { db } from '../../limits.js';

/** Weights of pallet_balances (SubstrateWeight, benchmarked upstream on 2024-01-20). */
export const transferAllowDeath = addWeight(weight(47_297_000, 3593), db(1, 1));
export const transferKeepAlive = addWeight(weight(36_900_000, 3593), db(1, 1));
const forceSetBalanceCreating = addWeight(weight(14_143_000, 3593), db(1, 1));
const forceSetBalanceKilling = addWeight(weight(19_553_000, 3593), db(1, 1));
export const forceSetBalance = maxWeight(forceSetBalanceCreating, forceSetBalanceKilling);
export const forceTransfer = addWeight(weight(48_834_000, 6196), db(2, 2));
export const transferAll = addWeight(weight(45_151_000, 3593), db(1, 1));
export const forceUnreserve = addWeight(weight(16_945_000, 3593), db(1, 1));
export const upgradeAccounts = (accounts: number): WeightValue =>
  addWeight(weight(16_118_000, 990), mulWeight(weight(13_327_660, 2603), accounts), db(accounts, accounts));
export const forceAdjustTotalIssuance = weight(6_507_000);
