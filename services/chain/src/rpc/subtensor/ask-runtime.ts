import { concat } from '../../bytes.js';
import { ByteReader, encodeCompact } from '../../node/block/byte-reader.js';
import { callRuntime, type RpcContext } from '../context.js';
import type { Params } from '../params.js';
import { RpcError } from '../rpc-error.js';
import { Verbatim } from '../verbatim.js';

/** One method over a runtime function: `(inputs…, at?)`. */
export interface Question {
  /** The runtime's function. */
  readonly method: string;
  /** Its inputs in SCALE, one after the other: as many parameters, before `at`. */
  readonly inputs: readonly Uint8Array[];
  /** What it says when it cannot: `Unable to get …`, code 1. */
  readonly what: string;
}

/** What the runtime answers, as it is. Source: upstream's error type in `pallets/subtensor/rpc`. */
export function askRuntime(context: RpcContext, params: Params, question: Question): Uint8Array {
  const { method, inputs, what } = question;
  const at = params.optionalHash(inputs.length, 'at');
  try {
    return callRuntime(context, method, concat(...inputs), at);
  } catch (error) {
    if (!(error instanceof RpcError)) throw error;
    throw new RpcError(1, `Unable to get ${what}: ${error.message}`);
  }
}

/** A function that answers `Vec<u8>`: the bytes inside as a JSON list of numbers, as serde writes them. */
export function askForBytes(context: RpcContext, params: Params, question: Question): Verbatim {
  const answer = new ByteReader(askRuntime(context, params, question)).bytesWithLength();
  return new Verbatim(`[${answer.join(',')}]`);
}

/** A u16 parameter in SCALE. */
export function u16Input(params: Params, index: number, what: string): Uint8Array {
  const value = params.integer(index, what, 0xffff);
  return Uint8Array.of(value & 0xff, value >> 8);
}

/** Longest account that is looked at; real ones have 32 bytes. */
const MAX_ACCOUNT = 64;

/** An account given as a JSON list of bytes, as a `Vec<u8>` in SCALE. */
export function accountInput(params: Params, index: number, what: string): Uint8Array {
  const bytes = params.byteList(index, what, MAX_ACCOUNT);
  return concat(encodeCompact(bytes.length), bytes);
}
