import {
  DispatchFailure,
  FrameError,
  H256,
  RuntimeCall,
  boundedBytes,
  decode,
  failure,
  typeOf,
  u32,
  v,
  variant,
  type Context,
  type OuterCall,
  type Type,
  type ValueOf,
} from '@yumanet/frame';
import { noteBytes } from './note.js';
import { request, unrequest } from './request.js';
import { PreimageFor, RequestStatusFor } from './storage.js';
import { ensureUpdatedStatus } from './upgrade-status.js';

const MAX_INLINE = 128;

const BoundedType = variant(
  'frame_support::traits::preimages::Bounded',
  { Legacy: v(0, { hash: H256 }), Inline: v(1, boundedBytes), Lookup: v(2, { hash: H256, len: u32 }) },
  [
    { name: 'T', type: RuntimeCall },
    {
      name: 'H',
      type: typeOf({ kind: 'composite', path: 'sp_runtime::traits::BlakeTwo256', fields: [], params: [] }),
    },
  ],
);

/** A call that is kept as its bytes, or as the hash of a preimage. */
export const Bounded: Type<ValueOf<typeof BoundedType>> = BoundedType;
export type BoundedCall = ValueOf<typeof BoundedType>;

/** Keeps a call: up to 128 bytes as such, longer ones as a preimage. */
export function boundCall(ctx: Context, call: OuterCall): BoundedCall {
  const encoded = ctx.encodeCall(call);
  if (encoded.length <= MAX_INLINE) return { type: 'Inline', value: encoded };
  return { type: 'Lookup', value: { hash: noted(ctx, encoded), len: encoded.length } };
}

function noted(ctx: Context, encoded: Uint8Array): string {
  try {
    return noteBytes(ctx, encoded, undefined).hash;
  } catch (error) {
    const isTooBig =
      error instanceof DispatchFailure && error.reason.kind === 'module' && error.reason.name === 'TooBig';
    throw isTooBig ? failure('Exhausted') : error;
  }
}

/** The hash that must be looked up, or undefined for an inline call. */
export const lookupHash = (bounded: BoundedCall): string | undefined =>
  bounded.type === 'Inline' ? undefined : bounded.value.hash;

/** Bytes to look up (upstream assumes a million for a legacy hash), or undefined for an inline call. */
export function lookupLength(bounded: BoundedCall): number | undefined {
  if (bounded.type === 'Inline') return undefined;
  return bounded.type === 'Lookup' ? bounded.value.len : 1_000_000;
}

/** Asks for the preimage to be kept, where there is one. */
export function holdCall(ctx: Context, bounded: BoundedCall): void {
  const hash = lookupHash(bounded);
  if (hash !== undefined) request(ctx, hash);
}

/** No longer asks for it; that nobody did is not an error here. */
export function dropCall(ctx: Context, bounded: BoundedCall): void {
  const hash = lookupHash(bounded);
  if (hash === undefined) return;
  try {
    ctx.transactional(() => unrequest(ctx, hash));
  } catch (error) {
    if (!(error instanceof DispatchFailure)) throw error;
  }
}

/** The call again, and its length if it was looked up; undefined when it is gone or does not decode. */
export function peekCall(
  ctx: Context,
  bounded: BoundedCall,
): { readonly call: OuterCall; readonly length: number | undefined } | undefined {
  const bytes = bounded.type === 'Inline' ? bounded.value : fetch(ctx, bounded);
  if (bytes === undefined) return undefined;
  try {
    const call = decode(ctx.codecs.of(RuntimeCall), bytes);
    return { call, length: bounded.type === 'Inline' ? undefined : bytes.length };
  } catch (error) {
    if (!(error instanceof FrameError)) throw error;
    return undefined;
  }
}

function fetch(ctx: Context, bounded: Exclude<BoundedCall, { type: 'Inline' }>): Uint8Array | undefined {
  const { hash } = bounded.value;
  const length = bounded.type === 'Lookup' ? bounded.value.len : storedLength(ctx, hash);
  return length === undefined ? undefined : PreimageFor.get(ctx, [hash, length]);
}

function storedLength(ctx: Context, hash: string): number | undefined {
  ensureUpdatedStatus(ctx, hash);
  const status = RequestStatusFor.get(ctx, hash);
  return status?.type === 'Requested' ? status.value.maybe_len : status?.value.len;
}
