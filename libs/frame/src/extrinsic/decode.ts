import { FrameError, RuntimeCallError, refusal } from '../errors.js';
import type { LinkedRuntime } from '../executive/linked.js';
import type { OuterCall } from '../pallet/call.js';
import { Reader } from '../scale/reader.js';
import { Writer } from '../scale/writer.js';
import { MultiAddress, MultiSignature, RuntimeCall } from '../types/common.js';
import type { ValueOf } from '../types/type.js';

/** An extrinsic as it came, format version 4. */
export interface DecodedExtrinsic {
  readonly call: OuterCall;
  readonly callBytes: Uint8Array;
  readonly signature:
    | {
        readonly address: ValueOf<typeof MultiAddress>;
        readonly signature: ValueOf<typeof MultiSignature>;
        /** One value per signed extension, in order. */
        readonly extra: readonly unknown[];
        readonly extraBytes: Uint8Array;
      }
    | undefined;
}

const VERSION = 4;
const SIGNED = 0x80;

/**
 * Decodes an extrinsic given without its length prefix.
 *
 * @throws RuntimeCallError BAD_INPUT when the bytes are not one extrinsic of this runtime.
 */
export function decodeExtrinsic(linked: LinkedRuntime, body: Uint8Array): DecodedExtrinsic {
  try {
    return read(linked, new Reader(body));
  } catch (error) {
    if (!(error instanceof FrameError)) throw error;
    throw new RuntimeCallError('BAD_INPUT', `extrinsic: ${error.message}`, error.data);
  }
}

/** The extrinsic as blocks hold it: the body behind its length. */
export function withLength(body: Uint8Array): Uint8Array {
  const writer = new Writer(body.length + 4);
  writer.compact(body.length);
  writer.raw(body);
  return writer.finish();
}

function read(linked: LinkedRuntime, reader: Reader): DecodedExtrinsic {
  const version = reader.uint(1);
  if ((version & ~SIGNED) !== VERSION)
    throw refusal('SCALE_VALUE', 'extrinsic version', '4', version & ~SIGNED);
  const signature = (version & SIGNED) === 0 ? undefined : readSignature(linked, reader);
  const callStart = reader.offset;
  const call = linked.codecs.of(RuntimeCall).read(reader);
  reader.end();
  return { call, callBytes: reader.slice(callStart, reader.offset), signature };
}

function readSignature(linked: LinkedRuntime, reader: Reader): DecodedExtrinsic['signature'] {
  const address = linked.codecs.of(MultiAddress).read(reader);
  const signature = linked.codecs.of(MultiSignature).read(reader);
  const start = reader.offset;
  const extra = linked.parts.extensions.map((extension) => linked.codecs.of(extension.extra).read(reader));
  return { address, signature, extra, extraBytes: reader.slice(start, reader.offset) };
}
