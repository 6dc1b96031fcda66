import { H256, bool, compact, defineCall, ensureSigned, u32 } from '@yumanet/frame';
import { errors } from '../errors.js';
import { MAX_SEATS } from '../limits.js';
import * as weights from '../weights.js';

/** In this runtime nobody votes here: senators vote through SubtensorModule's `vote`. */
export const vote = defineCall({
  index: 3,
  name: 'vote',
  args: { proposal: H256, index: compact(u32), approve: bool },
  origin: ensureSigned,
  weight: weights.vote(MAX_SEATS),
  class: 'Operational',
  run: () => {
    throw errors.fail('NotMember');
  },
});
