import { FrameError, refusal } from '../errors.js';
import { toHex } from './hex.js';

const MAX_DEPTH = 256;
/** Upper halves of a u64 below this leave it exact as a number. */
const SAFE_HIGH = 2 ** 21;

/**
 * Reads SCALE strictly: consensus must refuse what upstream's decoder refuses. Input that ends early, compacts that
 * are longer than needed and length prefixes that promise more than is there are errors, never defaults.
 */
export class Reader {
  readonly #bytes: Uint8Array;
  #at = 0;
  /** Depth of nested values, bounded by `nested`. */
  #depth = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get offset(): number {
    return this.#at;
  }

  get remaining(): number {
    return this.#bytes.length - this.#at;
  }

  /** Throws SCALE_TRAILING unless everything was read. */
  end(): void {
    if (this.remaining > 0)
      throw refusal('SCALE_TRAILING', 'input', 'no more bytes', `${this.remaining} more`);
  }

  uint(size: 1 | 2 | 4): number {
    return this.#uintAt(this.#advance(size), size);
  }

  u64(): bigint {
    return this.#u64At(this.#advance(8));
  }

  u128(): bigint {
    const at = this.#advance(16);
    return this.#u64At(at) | (this.#u64At(at + 8) << 64n);
  }

  /** PERF: most values are single; making a DataView costs more than reading one byte by byte. */
  #uintAt(at: number, size: 1 | 2 | 4): number {
    let value = 0;
    for (let i = size - 1; i >= 0; i--) value = (value << 8) | (this.#bytes[at + i] ?? 0);
    return value >>> 0;
  }

  #u64At(at: number): bigint {
    const [low, high] = [this.#uintAt(at, 4), this.#uintAt(at + 4, 4)];
    return high < SAFE_HIGH ? BigInt(high * 2 ** 32 + low) : (BigInt(high) << 32n) | BigInt(low);
  }

  /** A compact integer of at most `bits` bits, minimally encoded. */
  compact(bits: 8 | 16 | 32 | 64 | 128): bigint {
    const first = this.uint(1);
    const mode = first & 3;
    if (mode === 0) return BigInt(first >> 2);
    const value = mode === 3 ? this.#bigCompact(first >> 2) : this.#smallCompact(first, mode);
    if (value >> BigInt(bits) > 0n) throw refusal('SCALE_VALUE', 'compact', `at most ${bits} bits`, value);
    return value;
  }

  #smallCompact(first: number, mode: number): bigint {
    const rest = mode === 1 ? this.uint(1) : this.uint(1) | (this.uint(2) << 8);
    const value = Math.floor((first + rest * 256) / 4);
    if (value < (mode === 1 ? 1 << 6 : 1 << 14))
      throw refusal('SCALE_VALUE', 'compact', 'its shortest form', value);
    return BigInt(value);
  }

  #bigCompact(lengthMinus4: number): bigint {
    const bytes = this.raw(lengthMinus4 + 4);
    let value = 0n;
    for (let i = bytes.length - 1; i >= 0; i--) value = (value << 8n) | BigInt(bytes[i] ?? 0);
    if (bytes[bytes.length - 1] === 0 || value < 1n << 30n)
      throw refusal('SCALE_VALUE', 'compact', 'its shortest form', value);
    return value;
  }

  /** A length prefix of items of at least `itemSize` bytes each: never more than the input can hold. */
  length(itemSize: number): number {
    const length = Number(this.compact(32));
    if (length * itemSize > this.remaining)
      throw refusal('SCALE_END', 'length prefix', `at most ${this.remaining} bytes`, length * itemSize);
    return length;
  }

  /** A copy of the next `size` bytes. */
  raw(size: number): Uint8Array {
    const at = this.#advance(size);
    return this.#bytes.slice(at, at + size);
  }

  hex(size: number): string {
    const at = this.#advance(size);
    return toHex(this.#bytes.subarray(at, at + size));
  }

  /** Bytes between two offsets, copied. */
  slice(from: number, to: number): Uint8Array {
    return this.#bytes.slice(from, to);
  }

  /**
   * Reads a value one level down; refuses more than 256 levels. As upstream's decoder counts (MAX_EXTRINSIC_DEPTH):
   * vectors and boxed calls are levels, plain enums and structs are not.
   */
  nested<T>(read: () => T): T {
    if (this.#depth >= MAX_DEPTH)
      throw new FrameError('SCALE_VALUE', 'nesting: expected at most 256 levels, got more');
    this.#depth++;
    const value = read();
    this.#depth--;
    return value;
  }

  #advance(size: number): number {
    const at = this.#at;
    if (size > this.remaining) throw refusal('SCALE_END', 'input', `${size} more bytes`, this.remaining);
    this.#at += size;
    return at;
  }
}
