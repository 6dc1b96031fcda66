import { checkVecMaxLimited } from '@yumanet/yuma-core';
import type { AccountId, Context } from '@yumanet/frame';
import {
  MaxWeightsLimit,
  MinAllowedWeights,
  WeightsMinStake,
  WeightsSetRateLimit,
  WeightsVersionKey,
} from '../storage/limits.js';
import { SubnetworkN } from '../storage/networks.js';
import { Keys, LastUpdate, ValidatorPermit } from '../storage/neurons.js';
import { TotalHotkeyStake } from '../storage/stake.js';
import { ALWAYS, isNow, type BlockWindow } from './block-window.js';
import { isRoot, subnetExists } from './networks.js';

/** The named checks of setting weights, each as upstream names it. `uids` are targets, on root netuids. */

export const uidsMatchValues = (uids: readonly number[], values: readonly number[]): boolean =>
  uids.length === values.length;

export const checkLenUidsWithinAllowed = (ctx: Context, netuid: number, uids: readonly number[]): boolean =>
  uids.length <= SubnetworkN.get(ctx, netuid);

export const checkWeightsMinStake = (ctx: Context, hotkey: AccountId): boolean =>
  TotalHotkeyStake.get(ctx, hotkey) >= WeightsMinStake.get(ctx);

/** A network key of 0 accepts any version. */
export function checkVersionKey(ctx: Context, netuid: number, versionKey: bigint): boolean {
  const networkKey = WeightsVersionKey.get(ctx, netuid);
  return networkKey === 0n || versionKey >= networkKey;
}

/** When the rate limit since a uid's last update has passed: a last update at block 0 reads as never. */
export function rateLimitWindow(ctx: Context, netuid: number, uid: number): BlockWindow {
  const last = LastUpdate.get(ctx, netuid)[uid] ?? 0n;
  const limit = WeightsSetRateLimit.get(ctx, netuid);
  return last === 0n || limit === 0n ? ALWAYS : { from: last + limit };
}

export const checkRateLimit = (ctx: Context, netuid: number, uid: number): boolean =>
  Keys.exists(ctx, netuid, uid) && isNow(ctx, rateLimitWindow(ctx, netuid, uid));

/** The one row that needs no permit: a single weight on oneself. */
export const isSelfWeight = (uid: number, uids: readonly number[], values: readonly number[]): boolean =>
  values.length === 1 && uids[0] === uid;

export const checkValidatorPermit = (
  ctx: Context,
  netuid: number,
  uid: number,
  uids: readonly number[],
  values: readonly number[],
): boolean => isSelfWeight(uid, uids, values) || (ValidatorPermit.get(ctx, netuid)[uid] ?? false);

export const hasDuplicateUids = (uids: readonly number[]): boolean => new Set(uids).size !== uids.length;

// All are looked at, also after one that is none: a pre-flight over a wire then fetches a row's targets at once.
export const containsInvalidUids = (ctx: Context, netuid: number, uids: readonly number[]): boolean =>
  uids.filter((uid) => !Keys.exists(ctx, netuid, uid)).length > 0;

export const containsInvalidRootUids = (ctx: Context, netuids: readonly number[]): boolean =>
  [...new Set(netuids)].filter((netuid) => !subnetExists(ctx, netuid)).length > 0;

/** At least min(n, MinAllowedWeights) weights, or, except on root, a self-weight. */
export function checkLength(
  ctx: Context,
  netuid: number,
  uid: number,
  uids: readonly number[],
  values: readonly number[],
): boolean {
  if (!isRoot(netuid) && isSelfWeight(uid, uids, values)) return true;
  return values.length >= Math.min(SubnetworkN.get(ctx, netuid), MinAllowedWeights.get(ctx, netuid));
}

const NO_LIMIT = 65535;

/** No weight's share of the row above MaxWeightsLimit; `values` after upscaling. */
export function maxWeightLimited(
  ctx: Context,
  netuid: number,
  uid: number,
  uids: readonly number[],
  values: readonly number[],
): boolean {
  if (isSelfWeight(uid, uids, values)) return true;
  const limit = MaxWeightsLimit.get(ctx, netuid);
  return limit === NO_LIMIT || checkVecMaxLimited(values, limit);
}
