import { Reader, Writer, type Hex } from '@yumanet/frame';

/**
 * SCALE vectors of fixed-size numbers as typed arrays, without a loop: their bytes are the arrays' own, since typed
 * arrays are little-endian on every platform that Node runs on.
 */

/** The uid at the end of a key whose last part is an unhashed u16. */
export function uidOfKey(key: Hex): number {
  const bytes = Number.parseInt(key.slice(-4), 16);
  return (bytes >> 8) | ((bytes & 0xff) << 8);
}

/** What follows a vector's length, copied so that it is aligned. */
function body(bytes: Uint8Array): ArrayBuffer {
  const reader = new Reader(bytes);
  reader.compact(32);
  return bytes.slice(reader.offset).buffer;
}

/** A `Vec<u16>`, or the flat pairs of a `Vec<(u16, u16)>`. */
export const rawU16s = (bytes: Uint8Array): Uint16Array => new Uint16Array(body(bytes));

/** A `Vec<u64>`. */
export const rawU64s = (bytes: Uint8Array): BigUint64Array => new BigUint64Array(body(bytes));

/** A `Vec<bool>` as 0 and 1. */
export const rawFlags = (bytes: Uint8Array): Uint8Array => new Uint8Array(body(bytes));

/** A `u64`. */
export const rawU64 = (bytes: Uint8Array): bigint =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getBigUint64(0, true);

type Numbers = Uint8Array | Uint16Array | BigUint64Array;

/** The vector of these numbers; of pairs, where `itemsPer` is 2. */
export function encodeRaw(numbers: Numbers, itemsPer: 1 | 2 = 1): Uint8Array {
  const writer = new Writer(numbers.byteLength + 4);
  writer.compact(numbers.length / itemsPer);
  writer.raw(new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength));
  return writer.finish();
}
