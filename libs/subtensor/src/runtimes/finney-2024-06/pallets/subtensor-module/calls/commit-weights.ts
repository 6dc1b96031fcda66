import { H256, defineCall, ensureSigned, u16 } from '@yumanet/frame';
import { currentBlock } from '../block.js';
import { COMMIT_WEIGHTS_CHECKS, ensureChecks } from '../checks/weight-checks.js';
import { WeightCommits } from '../storage/limits.js';
import { commitWeights as weight } from '../weights.js';

/** Keeps the hash of weights that the signing hotkey reveals later (`weightsCommitHash`). Anybody may commit. */
export const commitWeights = defineCall({
  index: 96,
  name: 'commit_weights',
  args: { netuid: u16, commit_hash: H256 },
  origin: ensureSigned,
  weight,
  pays: 'No',
  run: (ctx, hotkey, { netuid, commit_hash }) => {
    ensureChecks(ctx, COMMIT_WEIGHTS_CHECKS, { netuid, hotkey });
    WeightCommits.put(ctx, netuid, hotkey, [commit_hash, currentBlock(ctx)]);
  },
});
