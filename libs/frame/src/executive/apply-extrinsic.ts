import type { DispatchInfo } from '../dispatch/info.js';
import { NONE, signed } from '../dispatch/origin.js';
import type { DispatchResult } from '../dispatch/result.js';
import { checkSignature } from '../extrinsic/check.js';
import { decodeExtrinsic, withLength, type DecodedExtrinsic } from '../extrinsic/decode.js';
import { invalid } from '../extrinsic/validity.js';
import type { AccountId } from '../dispatch/origin.js';
import type { CallContext } from './call-context.js';
import { isInherent } from './inherents.js';

/**
 * Applies one extrinsic (given without its length prefix) to the block under construction.
 *
 * @throws TransactionRefused when it may not enter the block; the caller undoes what was written.
 */
export function applyExtrinsic(ctx: CallContext, body: Uint8Array): DispatchResult {
  const { system } = ctx.linked.parts;
  const extrinsic = decodeExtrinsic(ctx.linked, body);
  const encoded = withLength(body);
  if (!isInherent(ctx, extrinsic) && !system.inherentsApplied(ctx)) system.noteInherentsApplied(ctx);
  const who = checkSignature(ctx, extrinsic);
  system.noteExtrinsic(ctx, encoded);
  const info = ctx.info(extrinsic.call);
  const result = dispatchExtrinsic(ctx, extrinsic, who, info, encoded.length);
  // A block whose inherent fails is no block.
  if (!result.ok && info.class.type === 'Mandatory') throw invalid('BadMandatory');
  system.noteAppliedExtrinsic(ctx, result, info);
  return result;
}

function dispatchExtrinsic(
  ctx: CallContext,
  extrinsic: DecodedExtrinsic,
  who: AccountId | undefined,
  info: DispatchInfo,
  length: number,
): DispatchResult {
  const { extensions } = ctx.linked.parts;
  const { call, signature } = extrinsic;
  if (who === undefined || signature === undefined) {
    for (const extension of extensions) extension.preDispatchUnsigned?.(ctx, info, length);
    // Calls without a validator of their own (inherents) are the block author's to judge.
    ctx.linked.pallet(call.type).validateUnsigned?.(ctx, call.value);
    const result = ctx.dispatch(call, NONE);
    const outcome = { info, post: result.post, length, result };
    for (const extension of extensions) extension.postDispatchUnsigned?.(ctx, outcome);
    return result;
  }
  const tx = { who, call, info, length };
  const pre = extensions.map((extension, i) => {
    if (extension.preDispatch !== undefined) return extension.preDispatch(ctx, tx, signature.extra[i]);
    extension.validate?.(ctx, tx, signature.extra[i]);
    return undefined;
  });
  const result = ctx.dispatch(call, signed(who));
  const outcome = { info, post: result.post, length, result };
  extensions.forEach((extension, i) => extension.postDispatch?.(ctx, pre[i], outcome));
  return result;
}
