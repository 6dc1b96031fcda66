import { ReplayDifference } from './difference.js';

/** Readers of a vector's fields: what is not of its shape is a difference, never a default. */
export type JsonObject = Readonly<Record<string, unknown>>;

export function asObject(what: string, value: unknown): JsonObject {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new ReplayDifference(what, 'an object', value);
  return value as JsonObject;
}

export function asList(what: string, value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw new ReplayDifference(what, 'a list', value);
  return value;
}

export function asText(what: string, value: unknown): string {
  if (typeof value !== 'string') throw new ReplayDifference(what, 'a string', value);
  return value;
}

/** An unsigned integer, as number or decimal string. */
export function asUint(what: string, value: unknown): bigint {
  const isText = typeof value === 'string' && /^[0-9]+$/.test(value);
  const isNumber = typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
  if (!isText && !isNumber) throw new ReplayDifference(what, 'an unsigned integer', value);
  return BigInt(value);
}

export function asNumber(what: string, value: unknown): number {
  const number = asUint(what, value);
  if (number > 0xffff_ffffn) throw new ReplayDifference(what, 'a u32', value);
  return Number(number);
}

export function asFlag(what: string, value: unknown): boolean {
  if (typeof value !== 'boolean') throw new ReplayDifference(what, 'true or false', value);
  return value;
}

export const objects = (line: JsonObject, field: string): JsonObject[] =>
  asList(field, line[field]).map((each, i) => asObject(`${field}[${i}]`, each));

export const uint = (object: JsonObject, field: string): bigint => asUint(field, object[field]);
export const number = (object: JsonObject, field: string): number => asNumber(field, object[field]);
export const text = (object: JsonObject, field: string): string => asText(field, object[field]);
export const flag = (object: JsonObject, field: string): boolean => asFlag(field, object[field]);
export const object = (parent: JsonObject, field: string): JsonObject => asObject(field, parent[field]);
export const numbers = (parent: JsonObject, field: string): number[] =>
  asList(field, parent[field]).map((each) => asNumber(field, each));
export const uints = (parent: JsonObject, field: string): bigint[] =>
  asList(field, parent[field]).map((each) => asUint(field, each));
export const flags = (parent: JsonObject, field: string): boolean[] =>
  asList(field, parent[field]).map((each) => asFlag(field, each));
/** `[[uid, value], …]`. */
export const pairs = (what: string, value: unknown): [number, number][] =>
  asList(what, value).map((pair) => {
    const [a, b] = asList(what, pair);
    return [asNumber(what, a), asNumber(what, b)];
  });
