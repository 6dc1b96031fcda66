import { refusal } from '../errors.js';
import { fromHex } from './hex.js';

/** Appends SCALE bytes to a buffer that grows. Little endian throughout. */
export class Writer {
  #bytes: Uint8Array;
  #view: DataView;
  #length = 0;

  constructor(capacity = 128) {
    this.#bytes = new Uint8Array(capacity);
    this.#view = new DataView(this.#bytes.buffer);
  }

  /** Starts anew in the same buffer. */
  reset(): void {
    this.#length = 0;
  }

  /** A copy of what was written. */
  finish(): Uint8Array {
    return this.#bytes.slice(0, this.#length);
  }

  /** An unsigned integer of 1, 2 or 4 bytes. */
  uint(value: number, size: 1 | 2 | 4): void {
    if (!Number.isInteger(value) || value < 0 || value >= 2 ** (8 * size))
      throw refusal('SCALE_RANGE', 'integer', `u${8 * size}`, value);
    const at = this.#reserve(size);
    if (size === 1) this.#view.setUint8(at, value);
    else if (size === 2) this.#view.setUint16(at, value, true);
    else this.#view.setUint32(at, value, true);
  }

  u64(value: bigint): void {
    if (typeof value !== 'bigint' || value < 0n || value >= 1n << 64n)
      throw refusal('SCALE_RANGE', 'integer', 'u64', value);
    this.#view.setBigUint64(this.#reserve(8), value, true);
  }

  u128(value: bigint): void {
    if (typeof value !== 'bigint' || value < 0n || value >= 1n << 128n)
      throw refusal('SCALE_RANGE', 'integer', 'u128', value);
    this.#reserve(16);
    this.#view.setBigUint64(this.#length - 16, BigInt.asUintN(64, value), true);
    this.#view.setBigUint64(this.#length - 8, value >> 64n, true);
  }

  /** A compact integer below 2^30 (lengths, most of the time). */
  compact(value: number | bigint): void {
    if (value < 0) throw refusal('SCALE_RANGE', 'compact', 'an unsigned integer', value);
    if (value < 1 << 6) this.uint(Number(value) << 2, 1);
    else if (value < 1 << 14) this.uint((Number(value) << 2) | 1, 2);
    else if (value < 1 << 30) this.uint(Number(value) * 4 + 2, 4);
    else this.#bigCompact(BigInt(value));
  }

  #bigCompact(value: bigint): void {
    const bytes: number[] = [];
    for (let rest = value; rest > 0n; rest >>= 8n) bytes.push(Number(rest & 255n));
    if (bytes.length > 67) throw refusal('SCALE_RANGE', 'compact', 'below 2^536', value);
    this.uint(((bytes.length - 4) << 2) | 3, 1);
    this.raw(Uint8Array.from(bytes));
  }

  raw(bytes: Uint8Array): void {
    const at = this.#reserve(bytes.length);
    this.#bytes.set(bytes, at);
  }

  /** `size` bytes given as hex. */
  hex(value: string, size: number): void {
    if (value.length !== 2 * size)
      throw refusal('SCALE_RANGE', 'bytes', `${size} bytes as hex`, `${value.length / 2} bytes`);
    this.raw(fromHex(value));
  }

  #reserve(size: number): number {
    const at = this.#length;
    this.#length += size;
    if (this.#length > this.#bytes.length) {
      const grown = new Uint8Array(Math.max(this.#length, 2 * this.#bytes.length));
      grown.set(this.#bytes);
      this.#bytes = grown;
      this.#view = new DataView(grown.buffer);
    }
    return at;
  }
}
