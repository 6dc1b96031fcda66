import { addWeight, defineCall, ensureSigned, u16, weight } from '@yumanet/frame';
import { db } from '../../../limits.js';
import { wrap } from '../../../u32.js';
import { reserve, unreserve } from '../../balances/reserve.js';
import { isRegisteredOnNetwork } from '../../subtensor-module/checks/networks.js';
import { Number_ } from '../../system/storage.js';
import { FieldDeposit, InitialDeposit, MaxFields, RateLimit } from '../constants.js';
import { errors } from '../errors.js';
import { deposit } from '../events.js';
import { CommitmentOf, LastCommitment } from '../storage.js';
import { CommitmentInfo } from '../types.js';

/** Keeps what the signing hotkey says to a subnet that it is registered on. */
export const setCommitment = defineCall({
  index: 0,
  name: 'set_commitment',
  args: { netuid: u16, info: CommitmentInfo },
  origin: ensureSigned,
  weight: addWeight(weight(28_000_000, 6344), db(2, 2)),
  class: 'Operational',
  pays: 'No',
  run: (ctx, who, { netuid, info }) => {
    if (!isRegisteredOnNetwork(ctx, netuid, who)) throw errors.fail('CannotCommit');
    const fields = info.fields.length;
    if (fields > ctx.constant(MaxFields)) throw errors.fail('TooManyFields');
    const block = Number_.get(ctx);
    const last = LastCommitment.get(ctx, netuid, who);
    if (last !== undefined && block < wrap(last + ctx.constant(RateLimit)))
      throw errors.fail('RateLimitExceeded');
    const reserved = CommitmentOf.get(ctx, netuid, who)?.deposit ?? 0n;
    const needed = ctx.constant(InitialDeposit) + BigInt(fields) * ctx.constant(FieldDeposit);
    if (needed > reserved) reserve(ctx, who, needed - reserved);
    if (reserved > needed) unreserve(ctx, who, reserved - needed);
    CommitmentOf.put(ctx, netuid, who, { deposit: needed, block, info });
    LastCommitment.put(ctx, netuid, who, block);
    deposit(ctx, 'Commitment', { netuid, who });
  },
});
