import { AccountId32, defineCall, ensureSigned, fixedBytes, u16, vec } from '@yumanet/frame';
import { unreserve } from '../../balances/reserve.js';
import { errors } from '../errors.js';
import { deposit } from '../events.js';
import { allSignatories, multiAccount } from '../signatories.js';
import { Multisigs } from '../storage.js';
import { Timepoint } from '../types.js';
import * as weights from '../weights.js';

/** Gives an operation up; who began it gets the deposit back. */
export const cancelAsMulti = defineCall({
  index: 3,
  name: 'cancel_as_multi',
  args: {
    threshold: u16,
    other_signatories: vec(AccountId32),
    timepoint: Timepoint,
    call_hash: fixedBytes(32),
  },
  origin: ensureSigned,
  weight: ({ other_signatories }) => weights.cancelAsMulti(other_signatories.length),
  run: (ctx, who, { threshold, other_signatories, timepoint, call_hash }) => {
    if (threshold < 2) throw errors.fail('MinimumThreshold');
    const id = multiAccount(allSignatories(ctx, other_signatories, who), threshold);
    const known = Multisigs.get(ctx, id, call_hash);
    if (known === undefined) throw errors.fail('NotFound');
    if (known.when.height !== timepoint.height || known.when.index !== timepoint.index)
      throw errors.fail('WrongTimepoint');
    if (known.depositor !== who) throw errors.fail('NotOwner');
    unreserve(ctx, known.depositor, known.deposit);
    Multisigs.delete(ctx, id, call_hash);
    deposit(ctx, 'MultisigCancelled', { cancelling: who, timepoint, multisig: id, call_hash });
  },
});
