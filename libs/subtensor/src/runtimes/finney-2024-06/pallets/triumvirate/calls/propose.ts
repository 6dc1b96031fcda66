import { RuntimeCall, compact, defineCall, ensureSigned, u32 } from '@yumanet/frame';
import { errors } from '../errors.js';
import { MAX_PROPOSALS, MAX_SEATS, MOTION_DURATION, seats } from '../limits.js';
import { beginMotion } from '../proposals.js';
import { Members } from '../storage.js';
import * as weights from '../weights.js';

/** A member proposes a call; it passes with more than half of the senators' votes. `duration` in blocks. */
export const propose = defineCall({
  index: 2,
  name: 'propose',
  args: { proposal: RuntimeCall, length_bound: compact(u32), duration: u32 },
  origin: ensureSigned,
  weight: ({ length_bound }) => weights.proposeProposed(length_bound, MAX_SEATS, MAX_PROPOSALS),
  class: 'Operational',
  run: (ctx, who, { proposal, length_bound, duration }) => {
    const members = Members.get(ctx);
    if (!members.includes(who)) throw errors.fail('NotMember');
    if (duration < MOTION_DURATION) throw errors.fail('WrongDuration');
    const threshold = Math.floor(seats(ctx) / 2) + 1;
    const { length, active } = beginMotion(ctx, {
      who,
      call: proposal,
      threshold,
      lengthBound: length_bound,
      duration,
    });
    return { actualWeight: weights.proposeProposed(length, members.length, active) };
  },
});
