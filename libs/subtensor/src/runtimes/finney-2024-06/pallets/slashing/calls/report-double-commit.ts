import { addWeight, bytes, defineCall, ensureSigned, weight } from '@yumanet/frame';
import { db } from '../../../limits.js';
import { DoubleCommitShare } from '../constants.js';
import { proveDoubleCommit } from '../commit-proof.js';
import { errors } from '../errors.js';
import { slash } from '../slash.js';
import { DoubleCommits } from '../storage.js';

/**
 * Anybody proves that a validator signed two commits for one interval: two whole extrinsics, without length prefix. A
 * proof that holds is free of fee; its reporter gets nothing of what is burnt.
 */
export const reportDoubleCommit = defineCall({
  index: 0,
  name: 'report_double_commit',
  args: { first: bytes, second: bytes },
  origin: ensureSigned,
  weight: addWeight(weight(200_000_000n), db(12, 10)),
  run: (ctx, _reporter, { first, second }) => {
    const { netuid, hotkey, interval } = proveDoubleCommit(ctx, first, second);
    if (DoubleCommits.get(ctx, netuid, hotkey, interval)) throw errors.fail('AlreadySlashed');
    DoubleCommits.put(ctx, netuid, hotkey, interval, true);
    slash(ctx, { netuid, hotkey, offence: 'DoubleCommit', share: ctx.constant(DoubleCommitShare) });
    return { paysFee: 'No' };
  },
});
