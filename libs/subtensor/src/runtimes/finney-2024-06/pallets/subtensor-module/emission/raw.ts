import { Reader, Writer, fromHex, type Hex } from '@yumanet/frame';

/** SCALE vectors of u16 (and pairs of u16) as bytes. Typed arrays are little-endian on every platform Node runs on. */

/** The uid at the end of a key whose last part is an unhashed u16. */
export function uidOfKey(key: Hex): number {
  const [low = 0, high = 0] = fromHex(key.slice(-4));
  return low + 256 * high;
}

/** The numbers of a `Vec<u16>` or the flat pairs of a `Vec<(u16, u16)>`. */
export function rawVector(bytes: Uint8Array): Uint16Array {
  const reader = new Reader(bytes);
  reader.compact(32);
  return new Uint16Array(bytes.slice(reader.offset).buffer);
}

/** Flat pairs as a `Vec<(u16, u16)>`. */
export function encodePairs(pairs: Uint16Array): Uint8Array {
  const writer = new Writer(pairs.byteLength + 4);
  writer.compact(pairs.length / 2);
  writer.raw(new Uint8Array(pairs.buffer, pairs.byteOffset, pairs.byteLength));
  return writer.finish();
}
