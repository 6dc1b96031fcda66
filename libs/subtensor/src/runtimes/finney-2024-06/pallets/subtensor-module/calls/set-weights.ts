import { defineCall, ensureSigned, u16, u64, vec } from '@yumanet/frame';
import { ROW_CHECKS, ensureChecks, needsNoCommit } from '../checks/weight-checks.js';
import { doSetWeights } from '../neurons/do-set-weights.js';
import { setWeights as weight } from '../weights.js';

/** A validator's row of weights on a subnet; signed by its hotkey. */
export const setWeights = defineCall({
  index: 0,
  name: 'set_weights',
  args: { netuid: u16, dests: vec(u16), weights: vec(u16), version_key: u64 },
  // Upstream asks who signed only where weights need no commit.
  origin: (origin) => origin,
  weight,
  pays: 'No',
  run: (ctx, origin, { netuid, dests, weights, version_key }) => {
    ensureChecks(ctx, [needsNoCommit], { netuid });
    const row = { netuid, uids: dests, values: weights, versionKey: version_key };
    doSetWeights(ctx, ROW_CHECKS, { ...row, hotkey: ensureSigned(origin) });
  },
});
