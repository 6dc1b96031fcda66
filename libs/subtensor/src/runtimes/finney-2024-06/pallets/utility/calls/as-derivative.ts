import {
  RuntimeCall,
  Writer,
  addWeight,
  blake2_256,
  chargedWeight,
  defineCall,
  ensureSigned,
  signed,
  toHex,
  u16,
  type AccountId,
} from '@yumanet/frame';
import { db } from '../../../limits.js';
import { rethrow } from '../../../result.js';
import * as weights from '../weights.js';

const SUBJECT = new TextEncoder().encode('modlpy/utilisuba');
const BASE = addWeight(weights.asDerivative, db(1, 1));

/** The account that belongs to an owner and an index. */
export function derivativeAccount(who: AccountId, index: number): AccountId {
  const writer = new Writer(64);
  writer.raw(SUBJECT);
  writer.hex(who, 32);
  writer.uint(index, 2);
  return toHex(blake2_256(writer.finish()));
}

/** Dispatches a call as a numbered alias of the signer; the signer's filters go along. */
export const asDerivative = defineCall({
  index: 1,
  name: 'as_derivative',
  args: { index: u16, call: RuntimeCall },
  origin: (origin) => ({ who: ensureSigned(origin), filters: origin.filters }),
  weight: ({ call }, ctx) => addWeight(BASE, ctx.info(call).weight),
  class: ({ call }, ctx) => ctx.info(call).class.type,
  run: (ctx, { who, filters }, { index, call }) => {
    const info = ctx.info(call);
    const result = ctx.dispatch(call, { ...signed(derivativeAccount(who, index)), filters });
    const actualWeight = addWeight(BASE, chargedWeight(info, result.post));
    if (!result.ok) throw rethrow(result.error, { actualWeight });
    return { actualWeight };
  },
});
