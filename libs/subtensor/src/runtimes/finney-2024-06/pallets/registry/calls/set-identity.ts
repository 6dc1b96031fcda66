import { AccountId32, defineCall, ensureSigned } from '@yumanet/frame';
import { hold, tryRelease } from '../../balances/hold.js';
import { REASON, ensureMayRegister } from '../can-register.js';
import { FieldDeposit, InitialDeposit, MaxAdditionalFields } from '../constants.js';
import { errors } from '../errors.js';
import { deposit } from '../events.js';
import { IdentityOf } from '../storage.js';
import { IdentityInfo } from '../types.js';
import * as weights from '../weights.js';

/** Says who an account is; the signer's balance holds a deposit for it. */
export const setIdentity = defineCall({
  index: 0,
  name: 'set_identity',
  args: { identified: AccountId32, info: IdentityInfo },
  origin: ensureSigned,
  weight: weights.setIdentity,
  class: 'Operational',
  run: (ctx, who, { identified, info }) => {
    ensureMayRegister(ctx, who, identified);
    const fields = info.additional.length;
    if (fields > ctx.constant(MaxAdditionalFields)) throw errors.fail('TooManyFields');
    const held = IdentityOf.get(ctx, identified)?.deposit ?? 0n;
    const needed = ctx.constant(InitialDeposit) + BigInt(fields) * ctx.constant(FieldDeposit);
    if (needed > held) hold(ctx, REASON, who, needed - held);
    if (held > needed) tryRelease(ctx, REASON, who, held - needed);
    IdentityOf.put(ctx, identified, { deposit: needed, info });
    deposit(ctx, 'IdentitySet', { who: identified });
  },
});
