import type { AnyType, Codecs } from '@yumanet/frame';
import { fromHex, toHex } from '../../bytes.js';
import { parseAccount } from '../../chain-spec/ss58.js';
import { ChainError } from '../../errors.js';
import { looseName } from './frame-runtime.js';

type Field = { readonly name: string | undefined; readonly type: AnyType };
type Convert = (type: AnyType, json: unknown, where: string) => unknown;

/**
 * JSON as a value of the runtime. Integers may be numbers or text, accounts SS58 or hex, bytes 0x hex, a variant its
 * name or `{name: fields}`; what is left out is the type's zero, as chopsticks has it.
 *
 * @throws ChainError VALUE_INVALID that says where.
 */
export function jsonToValue(codecs: Codecs, type: AnyType, json: unknown, where: string): unknown {
  const def = codecs.resolve(type);
  const inner: Convert = (each, of, at) => jsonToValue(codecs, each, of, at);
  switch (def.kind) {
    case 'primitive':
      return primitive(def.name, json, where);
    case 'compact':
      return inner(def.inner, json, where);
    case 'sequence':
      return isU8(codecs, def.inner)
        ? bytes(json ?? '0x', where)
        : list(json ?? [], where).map((each, i) => inner(def.inner, each, `${where}.${i}`));
    case 'array':
      return isU8(codecs, def.inner)
        ? fixedBytes(json, def.length, where)
        : items(Array<AnyType>(def.length).fill(def.inner), json, where, inner);
    case 'tuple':
      return def.items.length === 0 ? undefined : items(def.items, json, where, inner);
    case 'composite':
      return fields(def.fields, json, where, inner);
    case 'variant':
      return variant(def.variants, json, where, inner);
    case 'option':
      return json === null || json === undefined ? undefined : inner(def.inner, json, where);
    case 'result':
      throw invalid(where, 'a value that a state may hold', json);
  }
}

function isU8(codecs: Codecs, type: AnyType): boolean {
  const def = codecs.resolve(type);
  return def.kind === 'primitive' && def.name === 'u8';
}

function primitive(name: string, json: unknown, where: string): unknown {
  if (name === 'bool') {
    if (json === undefined || typeof json === 'boolean') return json ?? false;
    throw invalid(where, 'true or false', json);
  }
  if (!name.startsWith('u')) return typeof json === 'string' ? json : '';
  const bits = BigInt(name.slice(1));
  const value = integer(json ?? 0, where);
  if (value < 0n || value >= 1n << bits) throw invalid(where, `an integer below 2^${bits}`, json);
  return bits > 32n ? value : Number(value);
}

function integer(json: unknown, where: string): bigint {
  if (typeof json === 'number' && Number.isSafeInteger(json)) return BigInt(json);
  if (typeof json === 'string' && /^(\d{1,40}|0x[0-9a-fA-F]{1,32})$/.test(json)) return BigInt(json);
  throw invalid(where, 'an integer (beyond 2^53 as text)', json);
}

function bytes(json: unknown, where: string): Uint8Array {
  if (typeof json === 'string' && /^0x([0-9a-fA-F]{2})*$/.test(json)) return fromHex(json.slice(2));
  if (typeof json === 'string') return new TextEncoder().encode(json);
  throw invalid(where, 'bytes as 0x and hex digits, or text', json);
}

function fixedBytes(json: unknown, length: number, where: string): string {
  if (json === undefined) return '00'.repeat(length);
  if (length === 32 && typeof json === 'string') return toHex(parseAccount(json));
  const given = bytes(json, where);
  if (given.length !== length) throw invalid(where, `${length} bytes as 0x and hex digits`, json);
  return toHex(given);
}

function list(json: unknown, where: string): readonly unknown[] {
  if (Array.isArray(json)) return json as unknown[];
  throw invalid(where, 'a list', json);
}

function items(types: readonly AnyType[], json: unknown, where: string, inner: Convert): unknown[] {
  const given = json === undefined ? [] : list(json, where);
  if (given.length > types.length) throw invalid(where, `a list of ${types.length}`, json);
  return types.map((type, i) => inner(type, given[i], `${where}.${i}`));
}

function fields(all: readonly Field[], json: unknown, where: string, inner: Convert): unknown {
  const [first] = all;
  if (first === undefined) return undefined;
  if (first.name === undefined) {
    return all.length === 1
      ? inner(first.type, json, where)
      : items(
          all.map(({ type }) => type),
          json,
          where,
          inner,
        );
  }
  const given = object(json ?? {}, where);
  const known = new Map(Object.entries(given).map(([key, value]) => [looseName(key), value]));
  const out: unknown = Object.fromEntries(
    all.map(({ name, type }) => [name, inner(type, known.get(looseName(name!)), `${where}.${name}`)]),
  );
  const names = new Set(all.map(({ name }) => looseName(name!)));
  const stray = Object.keys(given).find((key) => !names.has(looseName(key)));
  if (stray !== undefined)
    throw invalid(`${where}.${stray}`, `one of ${all.map(({ name }) => name).join(', ')}`, stray);
  return out;
}

function variant(
  all: readonly { readonly name: string; readonly fields: readonly Field[] }[],
  json: unknown,
  where: string,
  inner: Convert,
): unknown {
  const [name, payload] =
    typeof json === 'object' && json !== null
      ? (Object.entries(json)[0] ?? [])
      : [json ?? all[0]?.name, undefined];
  const found = all.find((each) => typeof name === 'string' && looseName(each.name) === looseName(name));
  if (found === undefined) throw invalid(where, `one of ${all.map((each) => each.name).join(', ')}`, json);
  return { type: found.name, value: fields(found.fields, payload, `${where}.${found.name}`, inner) };
}

function object(json: unknown, where: string): Record<string, unknown> {
  if (typeof json === 'object' && json !== null && !Array.isArray(json))
    return json as Record<string, unknown>;
  throw invalid(where, 'an object', json);
}

function invalid(where: string, expected: string, got: unknown): ChainError {
  const shown = (JSON.stringify(got) ?? 'nothing').slice(0, 80);
  return new ChainError('VALUE_INVALID', `${where.slice(0, 200)}: expected ${expected}, got ${shown}`, {
    where,
  });
}
