import { H256, defineCall, ensureRoot } from '@yumanet/frame';
import { MAX_PROPOSALS } from '../limits.js';
import { disapprove } from '../proposals.js';
import * as weights from '../weights.js';

/** Ends a motion without a result. As upstream a hash that is no proposal is disapproved too. Root. */
export const disapproveProposal = defineCall({
  index: 5,
  name: 'disapprove_proposal',
  args: { proposal_hash: H256 },
  origin: ensureRoot,
  weight: weights.disapproveProposal(MAX_PROPOSALS),
  run: (ctx, _root, { proposal_hash }) => ({
    actualWeight: weights.disapproveProposal(disapprove(ctx, proposal_hash)),
  }),
});
