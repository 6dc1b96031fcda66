/** Reads SCALE from front to back and never past the end. */
export class ByteReader {
  offset = 0;

  constructor(private readonly bytes: Uint8Array) {}

  get left(): number {
    return this.bytes.length - this.offset;
  }

  /** @throws RangeError when fewer bytes are left. */
  take(length: number): Uint8Array {
    if (length > this.left) throw new RangeError(`SCALE: expected ${length} more bytes, got ${this.left}`);
    return this.bytes.subarray(this.offset, (this.offset += length));
  }

  u8(): number {
    return this.take(1)[0]!;
  }

  u64(): bigint {
    const part = this.take(8);
    return new DataView(part.buffer, part.byteOffset, 8).getBigUint64(0, true);
  }

  /** A compact integer up to 2^32 - 1: lengths, counts and block numbers. */
  compact(): number {
    const first = this.u8();
    const mode = first & 3;
    if (mode === 0) return first >> 2;
    if (mode === 1) return (first >> 2) | (this.u8() << 6);
    if (mode === 2) {
      const rest = this.take(3);
      return ((first >> 2) | (rest[0]! << 6) | (rest[1]! << 14) | (rest[2]! << 22)) >>> 0;
    }
    if (first !== 3) throw new RangeError('SCALE: expected a compact below 2^32, got a larger one');
    const four = this.take(4);
    return new DataView(four.buffer, four.byteOffset, 4).getUint32(0, true);
  }

  /** A length-prefixed byte string, without its prefix. */
  bytesWithLength(): Uint8Array {
    return this.take(this.compact());
  }

  /** The bytes since `start`. */
  since(start: number): Uint8Array {
    return this.bytes.subarray(start, this.offset);
  }
}

/** SCALE compact of an integer below 2^32. */
export function encodeCompact(value: number): Uint8Array {
  if (!Number.isInteger(value) || value < 0 || value > 0xffff_ffff)
    throw new RangeError(`compact: expected an integer in 0..2^32-1, got ${value}`);
  if (value < 64) return Uint8Array.of(value << 2);
  if (value < 16_384) return Uint8Array.of(((value & 63) << 2) | 1, value >> 6);
  if (value < 2 ** 30) {
    return Uint8Array.of(((value & 63) << 2) | 2, (value >> 6) & 255, (value >> 14) & 255, value >>> 22);
  }
  return Uint8Array.of(3, value & 255, (value >> 8) & 255, (value >> 16) & 255, value >>> 24);
}
