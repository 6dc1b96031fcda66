import { defineCall, ensureSigned, u16, u64, vec } from '@yumanet/frame';
import { isRevealBlockRange, weightsCommitHash } from '../checks/commit-reveal.js';
import { ensure } from '../errors.js';
import { doSetWeights } from '../neurons/do-set-weights.js';
import { CommitRevealWeightsEnabled, WeightCommits } from '../storage/limits.js';
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
    ensure(CommitRevealWeightsEnabled.get(ctx, netuid), 'CommitRevealDisabled');
    const commit = WeightCommits.take(ctx, netuid, hotkey);
    ensure(commit !== undefined, 'NoCommitFound');
    const [hash, block] = commit;
    ensure(isRevealBlockRange(ctx, netuid, block), 'InvalidRevealTempo');
    const row = { netuid, uids, values, versionKey: version_key };
    ensure(weightsCommitHash(hotkey, row) === hash, 'InvalidReveal');
    doSetWeights(ctx, hotkey, row);
  },
});
