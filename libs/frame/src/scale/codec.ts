import { Reader } from './reader.js';
import { Writer } from './writer.js';

/** Both directions of one SCALE type. `minSize` bounds the number of items that a length prefix can promise. */
export interface Codec<T> {
  readonly minSize: number;
  write(writer: Writer, value: T): void;
  read(reader: Reader): T;
}

export function encode<T>(codec: Codec<T>, value: T): Uint8Array {
  const writer = new Writer();
  codec.write(writer, value);
  return writer.finish();
}

/** Decodes all of `bytes`; throws a FrameError (SCALE_*) when they are not exactly one value. */
export function decode<T>(codec: Codec<T>, bytes: Uint8Array): T {
  const reader = new Reader(bytes);
  const value = codec.read(reader);
  reader.end();
  return value;
}
