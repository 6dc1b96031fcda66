import { checkSignature } from '../extrinsic/check.js';
import { decodeExtrinsic, withLength } from '../extrinsic/decode.js';
import { VALID, combine, invalid, unknown, type ValidTransaction } from '../extrinsic/validity.js';
import type { CallContext } from './call-context.js';

/**
 * Whether a transaction may enter the pool, on top of the block `blockHash`. Writes: the caller undoes them.
 *
 * @throws TransactionRefused with the reason why not.
 */
export function validateTransaction(ctx: CallContext, body: Uint8Array, blockHash: string): ValidTransaction {
  const { system, extensions } = ctx.linked.parts;
  const extrinsic = decodeExtrinsic(ctx.linked, body);
  const { length } = withLength(body);
  system.initialize(ctx, system.blockNumber(ctx) + 1, blockHash, { logs: [] });
  const who = checkSignature(ctx, extrinsic);
  const info = ctx.info(extrinsic.call);
  if (info.class.type === 'Mandatory') throw invalid('MandatoryValidation');
  const { call, signature } = extrinsic;
  if (who !== undefined && signature !== undefined) {
    const tx = { who, call, info, length };
    return extensions.reduce(
      (valid, { validate }, i) => (validate ? combine(valid, validate(ctx, tx, signature.extra[i])) : valid),
      VALID,
    );
  }
  let valid = VALID;
  for (const { validateUnsigned } of extensions)
    if (validateUnsigned) valid = combine(valid, validateUnsigned(ctx, info, length));
  const { validateUnsigned } = ctx.linked.pallet(call.type);
  if (validateUnsigned === undefined) throw unknown('NoUnsignedValidator');
  return combine(valid, validateUnsigned(ctx, call.value));
}
