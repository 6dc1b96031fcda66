import { vecU16MaxUpscaleToU16 } from '@yumanet/yuma-core';
import { defineCall, ensureSigned, u16, u64, vec } from '@yumanet/frame';
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
import { storeWeights } from '../neurons/store-weights.js';
import { uidOf } from '../neurons/uid-of.js';
import { CommitRevealWeightsEnabled } from '../storage/limits.js';
import { setWeights as weight } from '../weights.js';

/** A validator's row of weights on a subnet; signed by its hotkey. The order of checks is upstream's. */
export const setWeights = defineCall({
  index: 0,
  name: 'set_weights',
  args: { netuid: u16, dests: vec(u16), weights: vec(u16), version_key: u64 },
  origin: ensureSigned,
  weight,
  pays: 'No',
  run: (ctx, hotkey, { netuid, dests, weights, version_key }) => {
    ensure(!CommitRevealWeightsEnabled.get(ctx, netuid), 'CommitRevealEnabled');
    ensure(!isRoot(netuid), 'IsRoot');
    ensure(uidsMatchValues(dests, weights), 'WeightVecNotEqualSize');
    ensure(subnetExists(ctx, netuid), 'NetworkDoesNotExist');
    ensure(checkLenUidsWithinAllowed(ctx, netuid, dests), 'TooManyUids');
    ensure(isRegisteredOnNetwork(ctx, netuid, hotkey), 'NotRegistered');
    ensure(checkWeightsMinStake(ctx, hotkey), 'NotEnoughStakeToSetWeights');
    ensure(checkVersionKey(ctx, netuid, version_key), 'IncorrectNetworkVersionKey');
    const uid = uidOf(ctx, netuid, hotkey);
    ensure(checkRateLimit(ctx, netuid, uid), 'SettingWeightsTooFast');
    ensure(checkValidatorPermit(ctx, netuid, uid, dests, weights), 'NoValidatorPermit');
    ensure(!hasDuplicateUids(dests), 'DuplicateUids');
    ensure(!containsInvalidUids(ctx, netuid, dests), 'InvalidUid');
    ensure(checkLength(ctx, netuid, uid, dests, weights), 'NotSettingEnoughWeights');
    const upscaled = vecU16MaxUpscaleToU16(weights);
    ensure(maxWeightLimited(ctx, netuid, uid, dests, upscaled), 'MaxWeightExceeded');
    storeWeights(ctx, netuid, uid, dests, upscaled);
  },
});
