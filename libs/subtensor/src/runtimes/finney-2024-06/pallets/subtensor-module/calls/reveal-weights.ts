import { defineCall, ensureSigned, u16, u64, vec } from '@yumanet/frame';
import { REVEAL_WEIGHTS_CHECKS } from '../checks/weight-checks.js';
import { doSetWeights } from '../neurons/do-set-weights.js';
import { WeightCommits } from '../storage/limits.js';
import { revealWeights as weight } from '../weights.js';

/** Sets the weights that the signing hotkey committed in the interval before. The commit is used up. */
export const revealWeights = defineCall({
  index: 97,
  name: 'reveal_weights',
  args: { netuid: u16, uids: vec(u16), values: vec(u16), version_key: u64 },
  origin: ensureSigned,
  weight,
  pays: 'No',
  run: (ctx, hotkey, { netuid, uids, values, version_key }) => {
    const row = { netuid, uids, values, versionKey: version_key };
    doSetWeights(ctx, REVEAL_WEIGHTS_CHECKS, { ...row, hotkey });
    WeightCommits.delete(ctx, netuid, hotkey);
  },
});
