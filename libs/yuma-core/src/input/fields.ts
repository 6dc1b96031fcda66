/**
 * Reads typed values out of parsed JSON. u64 and wider integers are decimal strings in the golden format (a JSON
 * number is accepted while it is exact); nothing is coerced, nothing wraps.
 */
import { refusal } from '../errors.js';

export type JsonObject = Readonly<Record<string, unknown>>;

const DECIMAL = /^-?(0|[1-9][0-9]*)$/;
/** Longest decimal of any integer in the formats (i128), with room to name a slightly larger one in the message. */
const MAX_DIGITS = 64;

export function asObject(what: string, value: unknown): JsonObject {
  if (value === undefined) throw refusal('MISSING_FIELD', what, 'an object', value);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw refusal('WRONG_TYPE', what, 'an object', value);
  }
  return value as JsonObject;
}

export function asArray(what: string, value: unknown): readonly unknown[] {
  if (value === undefined) throw refusal('MISSING_FIELD', what, 'an array', value);
  if (!Array.isArray(value)) throw refusal('WRONG_TYPE', what, 'an array', value);
  return value;
}

export function asString(what: string, value: unknown): string {
  if (value === undefined) throw refusal('MISSING_FIELD', what, 'a string', value);
  if (typeof value !== 'string') throw refusal('WRONG_TYPE', what, 'a string', value);
  return value;
}

/** true | false, or 0 | 1. */
export function asFlag(what: string, value: unknown): boolean {
  if (value === undefined) throw refusal('MISSING_FIELD', what, 'a boolean', value);
  if (value === true || value === 1) return true;
  if (value === false || value === 0) return false;
  throw refusal('WRONG_TYPE', what, 'true, false, 0 or 1', value);
}

/** An integer in [min, max] as a bigint. */
export function asBigint(what: string, value: unknown, min: bigint, max: bigint): bigint {
  if (value === undefined) throw refusal('MISSING_FIELD', what, 'an integer', value);
  const parsed = parseInteger(what, value);
  if (parsed < min || parsed > max) throw refusal('OUT_OF_RANGE', what, `${min} … ${max}`, parsed);
  return parsed;
}

function parseInteger(what: string, value: unknown): bigint {
  if (typeof value === 'string' && DECIMAL.test(value)) {
    if (value.length > MAX_DIGITS) throw refusal('OUT_OF_RANGE', what, `at most ${MAX_DIGITS} digits`, value);
    return BigInt(value);
  }
  if (typeof value === 'number' && Number.isSafeInteger(value)) return BigInt(value);
  throw refusal('WRONG_TYPE', what, 'an integer (a decimal string where it can exceed 2^53)', value);
}

export const asU64 = (what: string, value: unknown) => asBigint(what, value, 0n, (1n << 64n) - 1n);
export const asI64 = (what: string, value: unknown) => asBigint(what, value, -(1n << 63n), (1n << 63n) - 1n);
export const asI128 = (what: string, value: unknown) =>
  asBigint(what, value, -(1n << 127n), (1n << 127n) - 1n);
export const asU32 = (what: string, value: unknown) => Number(asBigint(what, value, 0n, 0xffffffffn));
export const asU16 = (what: string, value: unknown) => Number(asBigint(what, value, 0n, 65535n));
export const asI16 = (what: string, value: unknown) => Number(asBigint(what, value, -32768n, 32767n));

/** Reads every element of an array; `length` must agree where given. */
export function asList<T>(
  what: string,
  value: unknown,
  read: (what: string, value: unknown) => T,
  length?: number,
): T[] {
  const list = asArray(what, value);
  if (length !== undefined && list.length !== length) {
    throw refusal('LENGTH_MISMATCH', what, `${length} entries`, list.length);
  }
  return list.map((entry, i) => read(`${what}[${i}]`, entry));
}
