import { H256, MultiAddress, defineCall, ensureSigned } from '@yumanet/frame';
import { lookup } from '../../../lookup.js';
import { Number_ } from '../../system/storage.js';
import { MaxPending } from '../constants.js';
import { findDefinition } from '../definitions.js';
import { adjustDeposit, announcementDeposit } from '../deposits.js';
import { errors } from '../errors.js';
import { deposit } from '../events.js';
import { Announcements } from '../storage.js';
import * as weights from '../weights.js';

/** Announces a call that the signer will make as a proxy with a delay. */
export const announce = defineCall({
  index: 6,
  name: 'announce',
  args: { real: MultiAddress, call_hash: H256 },
  origin: ensureSigned,
  weight: (_args, ctx) => weights.announce(ctx),
  run: (ctx, who, { real, call_hash }) => {
    const account = lookup(real);
    findDefinition(ctx, account, who, undefined);
    const [pending, before] = Announcements.get(ctx, who);
    if (pending.length >= ctx.constant(MaxPending)) throw errors.fail('TooMany');
    const next = [...pending, { real: account, call_hash, height: Number_.get(ctx) }];
    const after = announcementDeposit(ctx, next.length);
    adjustDeposit(ctx, who, before, after);
    Announcements.put(ctx, who, [next, after]);
    deposit(ctx, 'Announced', { real: account, proxy: who, call_hash });
  },
});
