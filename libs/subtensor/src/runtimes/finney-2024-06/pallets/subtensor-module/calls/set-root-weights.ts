import { vecU16MaxUpscaleToU16 } from '@yumanet/yuma-core';
import { AccountId32, defineCall, ensureSigned, u16, u64, vec } from '@yumanet/frame';
import { coldkeyOwnsHotkey } from '../accounts/owner.js';
import { isRegisteredOnNetwork, isRoot, subnetExists } from '../checks/networks.js';
import {
  checkLength,
  checkRateLimit,
  checkVersionKey,
  checkWeightsMinStake,
  containsInvalidRootUids,
  hasDuplicateUids,
  maxWeightLimited,
  uidsMatchValues,
} from '../checks/weights.js';
import { ensure } from '../errors.js';
import { storeWeights } from '../neurons/store-weights.js';
import { uidOf } from '../neurons/uid-of.js';
import { setRootWeights as weight } from '../weights.js';

/** A root validator's weights on networks (`dests` are netuids, 0 among them); signed by its coldkey. */
export const setRootWeights = defineCall({
  index: 8,
  name: 'set_root_weights',
  args: { netuid: u16, hotkey: AccountId32, dests: vec(u16), weights: vec(u16), version_key: u64 },
  origin: ensureSigned,
  weight,
  pays: 'No',
  run: (ctx, coldkey, { netuid, hotkey, dests, weights, version_key }) => {
    ensure(coldkeyOwnsHotkey(ctx, coldkey, hotkey), 'NonAssociatedColdKey');
    ensure(subnetExists(ctx, netuid), 'NetworkDoesNotExist');
    ensure(isRoot(netuid), 'NotRootSubnet');
    ensure(uidsMatchValues(dests, weights), 'WeightVecNotEqualSize');
    ensure(!containsInvalidRootUids(ctx, dests), 'InvalidUid');
    ensure(isRegisteredOnNetwork(ctx, netuid, hotkey), 'NotRegistered');
    ensure(checkWeightsMinStake(ctx, hotkey), 'NotEnoughStakeToSetWeights');
    ensure(checkVersionKey(ctx, netuid, version_key), 'IncorrectNetworkVersionKey');
    const uid = uidOf(ctx, netuid, hotkey);
    ensure(checkRateLimit(ctx, netuid, uid), 'SettingWeightsTooFast');
    ensure(!hasDuplicateUids(dests), 'DuplicateUids');
    ensure(checkLength(ctx, netuid, uid, dests, weights), 'NotSettingEnoughWeights');
    const upscaled = vecU16MaxUpscaleToU16(weights);
    ensure(maxWeightLimited(ctx, netuid, uid, dests, upscaled), 'MaxWeightExceeded');
    storeWeights(ctx, netuid, uid, dests, upscaled);
  },
});
