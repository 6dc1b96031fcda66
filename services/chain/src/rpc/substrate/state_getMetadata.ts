import type { Runtime } from '@yumanet/frame';
import type { RpcMethod } from '../context.js';
import { to0x } from '../../bytes.js';
import { ByteReader } from '../../node/block/byte-reader.js';
import { callRuntime, stateAt } from '../context.js';
import { Verbatim } from '../verbatim.js';

/** By runtime, which says the same over every state: making it takes milliseconds, in which nobody else is answered. */
const texts = new WeakMap<Runtime, Verbatim>();

/** `(at?)` → metadata V14, without the length in front. */
export const state_getMetadata: RpcMethod = (context, params) => {
  const at = params.optionalHash(0, 'at');
  stateAt(context, at);
  const { runtime } = context.chain;
  const known = texts.get(runtime);
  if (known !== undefined) return known;
  const opaque = callRuntime(context, 'Metadata_metadata', new Uint8Array(), at);
  const text = new Verbatim(`"${to0x(new ByteReader(opaque).bytesWithLength())}"`);
  texts.set(runtime, text);
  return text;
};
