import { vecU16MaxUpscaleToU16 } from '@yumanet/yuma-core';
import type { AccountId, Context } from '@yumanet/frame';
import { isRegisteredOnNetwork, isRoot, subnetExists } from '../checks/networks.js';
import {
  checkLenUidsWithinAllowed,
  checkLength,
  checkRateLimit,
  checkValidatorPermit,
  checkVersionKey,
  checkWeightsMinStake,
  containsInvalidUids,
  hasDuplicateUids,
  maxWeightLimited,
  uidsMatchValues,
} from '../checks/weights.js';
import { ensure } from '../errors.js';
import { storeWeights } from './store-weights.js';
import { uidOf } from './uid-of.js';

/** A row of weights on a subnet: `uids` are targets, `values` u16 of any scale. */
export interface WeightsRow {
  readonly netuid: number;
  readonly uids: readonly number[];
  readonly values: readonly number[];
  readonly versionKey: bigint;
}

/** What setting and revealing weights do alike. The order of checks is upstream's. */
export function doSetWeights(
  ctx: Context,
  hotkey: AccountId,
  { netuid, uids, values, versionKey }: WeightsRow,
): void {
  ensure(!isRoot(netuid), 'IsRoot');
  ensure(uidsMatchValues(uids, values), 'WeightVecNotEqualSize');
  ensure(subnetExists(ctx, netuid), 'NetworkDoesNotExist');
  ensure(checkLenUidsWithinAllowed(ctx, netuid, uids), 'TooManyUids');
  ensure(isRegisteredOnNetwork(ctx, netuid, hotkey), 'NotRegistered');
  ensure(checkWeightsMinStake(ctx, hotkey), 'NotEnoughStakeToSetWeights');
  ensure(checkVersionKey(ctx, netuid, versionKey), 'IncorrectNetworkVersionKey');
  const uid = uidOf(ctx, netuid, hotkey);
  ensure(checkRateLimit(ctx, netuid, uid), 'SettingWeightsTooFast');
  ensure(checkValidatorPermit(ctx, netuid, uid, uids, values), 'NoValidatorPermit');
  ensure(!hasDuplicateUids(uids), 'DuplicateUids');
  ensure(!containsInvalidUids(ctx, netuid, uids), 'InvalidUid');
  ensure(checkLength(ctx, netuid, uid, uids, values), 'NotSettingEnoughWeights');
  const upscaled = vecU16MaxUpscaleToU16(values);
  ensure(maxWeightLimited(ctx, netuid, uid, uids, upscaled), 'MaxWeightExceeded');
  storeWeights(ctx, netuid, uid, uids, upscaled);
}
