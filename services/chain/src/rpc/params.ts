import type { Hex } from '@yumanet/frame';
import { fromHex } from '../bytes.js';
import { rpcErrors } from './rpc-error.js';

/** The positional parameters of one request, checked one by one as a method asks for them. */
export class Params {
  constructor(private readonly values: readonly unknown[]) {}

  get length(): number {
    return this.values.length;
  }

  private at(index: number, what: string): unknown {
    const value = this.values[index];
    if (value === undefined || value === null) throw expected(what, index, 'a value', value);
    return value;
  }

  isAbsent(index: number): boolean {
    return this.values[index] === undefined || this.values[index] === null;
  }

  raw(index: number): unknown {
    return this.values[index];
  }

  string(index: number, what: string): string {
    const value = this.at(index, what);
    if (typeof value !== 'string') throw expected(what, index, 'a string', value);
    return value;
  }

  boolean(index: number, what: string): boolean {
    const value = this.at(index, what);
    if (typeof value !== 'boolean') throw expected(what, index, 'true or false', value);
    return value;
  }

  integer(index: number, what: string, max = 0xffff_ffff): number {
    const value = this.at(index, what);
    if (typeof value !== 'number' || !Number.isInteger(value) || value < 0 || value > max)
      throw expected(what, index, `an integer in 0..${max}`, value);
    return value;
  }

  /** Bytes as hex, with or without 0x: Python clients leave it out. */
  hex(index: number, what: string): Hex {
    return checkHex(this.at(index, what), what, index);
  }

  bytes(index: number, what: string): Uint8Array {
    return fromHex(this.hex(index, what));
  }

  /** Bytes as a list of numbers in 0..255, at most `max`. */
  byteList(index: number, what: string, max: number): Uint8Array {
    const value = this.at(index, what);
    if (!Array.isArray(value) || value.length > max || !value.every(isByte))
      throw expected(what, index, `a list of at most ${max} bytes`, value);
    return Uint8Array.from(value as number[]);
  }

  /** A 32-byte hash. */
  hash(index: number, what: string): Hex {
    const hash = this.hex(index, what);
    if (hash.length !== 64) throw expected(what, index, 'a hash of 32 bytes', this.values[index]);
    return hash;
  }

  /** A 32-byte hash, or undefined when absent: the newest block. */
  optionalHash(index: number, what: string): Hex | undefined {
    return this.isAbsent(index) ? undefined : this.hash(index, what);
  }

  /** A list of hex strings, at most `max`. */
  hexList(index: number, what: string, max: number): Hex[] {
    const value = this.at(index, what);
    if (!Array.isArray(value) || value.length > max)
      throw expected(what, index, `a list of at most ${max}`, value);
    return value.map((item: unknown) => checkHex(item, what, index));
  }
}

const isByte = (value: unknown): boolean =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= 255;

function checkHex(value: unknown, what: string, index: number): Hex {
  // No group under the star: it would cost the expression's stack a place for each byte.
  if (typeof value !== 'string' || value.length % 2 !== 0 || !/^(?:0x)?[0-9a-fA-F]*$/.test(value))
    throw expected(what, index, 'bytes as hex', value);
  return value.replace(/^0x/, '').toLowerCase();
}

function expected(what: string, index: number, wanted: string, got: unknown): Error {
  const shown = typeof got === 'object' && got !== null ? kindOf(got) : (JSON.stringify(got) ?? 'nothing');
  return rpcErrors.invalidParams(
    `${what} (parameter ${index}): expected ${wanted}, got ${shown.slice(0, 80)}`,
  );
}

/** Never its content, which may be nested deeper than can be written. */
function kindOf(value: object): string {
  return Array.isArray(value) ? `a list of ${value.length}` : 'an object';
}
