import type { OuterCall } from '../pallet/call.js';
import type { Pallet } from '../pallet/pallet.js';
import { toHex } from '../scale/hex.js';
import { Writer } from '../scale/writer.js';
import { decodeExtrinsic, type DecodedExtrinsic } from '../extrinsic/decode.js';
import type { CallContext } from './call-context.js';

/** InherentData: what the node knows, by eight-byte identifier (hex). */
export type InherentData = readonly (readonly [id: string, data: Uint8Array])[];

const hexId = (id: string): string => toHex(new TextEncoder().encode(id));

const dataOf = (data: InherentData, id: string): Uint8Array | undefined =>
  data.find(([key]) => key === hexId(id))?.[1];

/** Whether an extrinsic is some pallet's inherent. */
export const isInherent = (ctx: CallContext, { call, signature }: DecodedExtrinsic): boolean =>
  signature === undefined && ctx.linked.parts.pallets.some(({ inherent }) => inherent?.is(call));

/** The unsigned extrinsic with this call, without its length prefix. */
export function encodeUnsigned(ctx: CallContext, call: OuterCall): Uint8Array {
  const writer = new Writer();
  writer.uint(4, 1);
  writer.raw(ctx.encodeCall(call));
  return writer.finish();
}

/** The block's inherent extrinsics (bodies), in the order of the pallets. */
export function inherentExtrinsics(ctx: CallContext, data: InherentData): Uint8Array[] {
  return ctx.linked.parts.pallets.flatMap(({ inherent }) => {
    const call = inherent?.create(ctx, dataOf(data, inherent.id));
    return call === undefined ? [] : [encodeUnsigned(ctx, call)];
  });
}

export interface InherentsVerdict {
  readonly okay: boolean;
  readonly fatal_error: boolean;
  readonly errors: { readonly data: InherentData };
}

/** Compares the inherents that a block has with the node's data. No pallet requires its inherent here. */
export function checkInherents(
  ctx: CallContext,
  extrinsics: readonly Uint8Array[],
  data: InherentData,
): InherentsVerdict {
  const calls = extrinsics
    .map((body) => decodeExtrinsic(ctx.linked, body))
    .filter(({ signature }) => signature === undefined)
    .map(({ call }) => call);
  let fatal = false;
  const errors: (readonly [string, Uint8Array])[] = [];
  for (const pallet of ctx.linked.parts.pallets) {
    const found = checkInherent(ctx, pallet, calls, data);
    if (found === undefined) continue;
    fatal ||= found.fatal;
    errors.push([hexId(pallet.inherent?.id ?? ''), found.error]);
    if (fatal) break;
  }
  return { okay: errors.length === 0, fatal_error: fatal, errors: { data: errors } };
}

function checkInherent(
  ctx: CallContext,
  { inherent }: Pallet,
  calls: readonly OuterCall[],
  data: InherentData,
): { fatal: boolean; error: Uint8Array } | undefined {
  if (inherent === undefined) return undefined;
  const call = calls.find((candidate) => inherent.is(candidate));
  if (call === undefined) return undefined;
  return inherent.check(ctx, call, dataOf(data, inherent.id));
}
