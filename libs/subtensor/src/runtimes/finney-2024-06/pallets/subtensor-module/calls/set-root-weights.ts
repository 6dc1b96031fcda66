import { vecU16MaxUpscaleToU16 } from '@yumanet/yuma-core';
import { AccountId32, defineCall, ensureSigned, u16, u64, vec } from '@yumanet/frame';
import { SET_ROOT_WEIGHTS_CHECKS, ensureChecks } from '../checks/weight-checks.js';
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
    const row = { netuid, uids: dests, values: weights, versionKey: version_key };
    ensureChecks(ctx, SET_ROOT_WEIGHTS_CHECKS, { ...row, coldkey, hotkey });
    storeWeights(ctx, netuid, uidOf(ctx, netuid, hotkey), dests, vecU16MaxUpscaleToU16(weights));
  },
});
