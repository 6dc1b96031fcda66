import { fromHex, toHex, type AnyType, type Codecs, type Field } from '@yumanet/frame';
import { ReplayDifference } from './difference.js';
import { asFlag, asList, asNumber, asObject, asText, asUint } from './fields.js';
import type { Labels } from './labels.js';

const ACCOUNT = 'sp_core::crypto::AccountId32';

/** A vector's JSON as a value of `type`: accounts by label, u64 and wider as decimal strings, bytes as 0x hex. */
export function fromJson(type: AnyType, json: unknown, codecs: Codecs, labels: Labels): unknown {
  const def = codecs.resolve(type);
  const inner = (part: AnyType, value: unknown): unknown => fromJson(part, value, codecs, labels);
  switch (def.kind) {
    case 'primitive':
      return primitive(def.name, json);
    case 'sequence':
      return isU8(def.inner) ? hexBytes(json) : asList('list', json).map((each) => inner(def.inner, each));
    case 'array':
      return toHex(hexBytes(json));
    case 'tuple':
      return asList('tuple', json).map((each, i) => inner(def.items[i] ?? type, each));
    case 'composite':
      if (def.path === ACCOUNT) return labels.account(asText('account', json));
      return composite(def.fields, json, inner);
    case 'compact':
    case 'option':
    case 'result':
    case 'variant':
      throw new ReplayDifference('type', 'one that vectors hold', def.kind);
  }
}

function composite(
  fields: readonly Field[],
  json: unknown,
  inner: (part: AnyType, value: unknown) => unknown,
): unknown {
  const [only] = fields;
  if (only !== undefined && only.name === undefined) return inner(only.type, json);
  const object = asObject('struct', json);
  const read = ({ name = '', type }: Field) =>
    [name, inner(type, object[camel(name)] ?? object[name])] as const;
  return Object.fromEntries(fields.map(read));
}

const camel = (name: string): string => name.replace(/_([a-z0-9])/g, (_match, c: string) => c.toUpperCase());

function primitive(name: string, json: unknown): unknown {
  if (name === 'bool') return asFlag('bool', json);
  return name === 'u64' || name === 'u128' ? asUint(name, json) : asNumber(name, json);
}

function hexBytes(json: unknown): Uint8Array {
  const hex = /^0x((?:[0-9a-f]{2})*)$/.exec(asText('bytes', json))?.[1];
  if (hex === undefined) throw new ReplayDifference('bytes', '0x hex', json);
  return fromHex(hex);
}

const isU8 = (type: AnyType): boolean => type.def.kind === 'primitive' && type.def.name === 'u8';

/** A value as the vectors write it. */
export function toJson(type: AnyType, value: unknown, codecs: Codecs, labels: Labels): unknown {
  const def = codecs.resolve(type);
  const inner = (part: AnyType, each: unknown): unknown => toJson(part, each, codecs, labels);
  switch (def.kind) {
    case 'primitive':
      return typeof value === 'bigint' ? String(value) : value;
    case 'sequence':
      if (isU8(def.inner)) return `0x${toHex(value as Uint8Array)}`;
      return (value as readonly unknown[]).map((each) => inner(def.inner, each));
    case 'tuple':
      return (value as readonly unknown[]).map((each, i) => inner(def.items[i] ?? type, each));
    case 'composite': {
      if (def.path === ACCOUNT) return labels.label(value as string);
      const [only] = def.fields;
      if (only !== undefined && only.name === undefined) return inner(only.type, value);
      const fields = value as Readonly<Record<string, unknown>>;
      return Object.fromEntries(
        def.fields.map(({ name = '', type: part }) => [camel(name), inner(part, fields[name])]),
      );
    }
    case 'array':
    case 'compact':
    case 'option':
    case 'result':
    case 'variant':
      return value;
  }
}
