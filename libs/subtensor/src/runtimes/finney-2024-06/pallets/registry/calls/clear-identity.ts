import { AccountId32, defineCall, ensureSigned } from '@yumanet/frame';
import { tryRelease } from '../../balances/hold.js';
import { REASON, ensureMayRegister } from '../can-register.js';
import { errors } from '../errors.js';
import { deposit } from '../events.js';
import { IdentityOf } from '../storage.js';
import * as weights from '../weights.js';

/** Forgets an identity; the signer gets back what its own balance holds of the deposit. */
export const clearIdentity = defineCall({
  index: 1,
  name: 'clear_identity',
  args: { identified: AccountId32 },
  origin: ensureSigned,
  weight: weights.clearIdentity,
  run: (ctx, who, { identified }) => {
    ensureMayRegister(ctx, who, identified);
    const registration = IdentityOf.take(ctx, identified);
    if (registration === undefined) throw errors.fail('NotRegistered');
    tryRelease(ctx, REASON, who, registration.deposit);
    deposit(ctx, 'IdentityDissolved', { who: identified });
  },
});
