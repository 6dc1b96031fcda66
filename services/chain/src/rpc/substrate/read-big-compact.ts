import type { ByteReader } from '../../node/block/byte-reader.js';
import { readLittleEndian } from './little-endian.js';

/** A SCALE compact integer of any size. */
export function readBigCompact(reader: ByteReader): bigint {
  const first = reader.u8();
  const mode = first & 3;
  if (mode === 3) return readLittleEndian(reader.take((first >> 2) + 4));
  const rest = reader.take((1 << mode) - 1);
  return readLittleEndian(Uint8Array.of(first, ...rest)) >> 2n;
}
