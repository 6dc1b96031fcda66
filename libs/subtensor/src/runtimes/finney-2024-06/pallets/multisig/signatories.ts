import { Writer, blake2_256, toHex, type AccountId, type Context } from '@yumanet/frame';
import { MaxSignatories } from './constants.js';
import { errors } from './errors.js';

const SUBJECT = new TextEncoder().encode('modlpy/utilisuba');

/** The account of a set of signatories (sorted) and a threshold. */
export function multiAccount(signatories: readonly AccountId[], threshold: number): AccountId {
  const writer = new Writer(32 * signatories.length + 32);
  writer.raw(SUBJECT);
  writer.compact(signatories.length);
  for (const who of signatories) writer.hex(who, 32);
  writer.uint(threshold, 2);
  return toHex(blake2_256(writer.finish()));
}

/** All signatories in order: the others, who must be sorted and without the signer, and the signer. */
export function allSignatories(ctx: Context, others: readonly AccountId[], who: AccountId): AccountId[] {
  if (others.length === 0) throw errors.fail('TooFewSignatories');
  if (others.length >= ctx.constant(MaxSignatories)) throw errors.fail('TooManySignatories');
  let position = 0;
  others.forEach((other, i) => {
    const last = others[i - 1];
    if (last !== undefined && last >= other) throw errors.fail('SignatoriesOutOfOrder');
    if (other === who) throw errors.fail('SenderInSignatories');
    if (other < who) position = i + 1;
  });
  return others.toSpliced(position, 0, who);
}
