import { panic, refusal } from '../errors.js';
import { decodeExtrinsic } from '../extrinsic/decode.js';
import { isInherent } from './inherents.js';
import type { ValueOf } from '../types/type.js';
import type { Block } from '../types/common.js';
import { encode } from '../scale/codec.js';
import { toHex } from '../scale/hex.js';
import { Header } from '../types/common.js';
import { applyExtrinsic } from './apply-extrinsic.js';
import type { CallContext } from './call-context.js';
import { finalizeBlock } from './finalize-block.js';
import { initializeBlock } from './initialize-block.js';

/** Runs a whole block and demands its header: what an importing node calls. Throws PANIC on any difference. */
export function executeBlock(ctx: CallContext, { header, extrinsics }: ValueOf<typeof Block>): void {
  initializeBlock(ctx, header);
  ensureInherentsFirst(ctx, extrinsics);
  ctx.flush();
  for (const body of extrinsics) {
    applyExtrinsic(ctx, body);
    ctx.flush();
  }
  const computed = finalizeBlock(ctx);
  // The seal is put on by the author after the runtime is done.
  const sealed = header.digest.logs.filter(({ type }) => type === 'Seal');
  const codec = ctx.codecs.of(Header);
  const expected = toHex(encode(codec, header));
  const got = toHex(encode(codec, { ...computed, digest: { logs: [...computed.digest.logs, ...sealed] } }));
  if (got !== expected) throw refusal('PANIC', `header of block ${header.number}`, expected, got);
}

function ensureInherentsFirst(ctx: CallContext, extrinsics: readonly Uint8Array[]): void {
  const kinds = extrinsics.map((body) => isInherent(ctx, decodeExtrinsic(ctx.linked, body)));
  const misplaced = kinds.findIndex((inherent, i) => inherent && kinds[i - 1] === false);
  if (misplaced >= 0) throw panic(`Invalid inherent position for extrinsic at index ${misplaced}`);
}
