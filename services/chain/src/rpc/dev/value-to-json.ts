import type { AnyType, Codecs } from '@yumanet/frame';
import { to0x } from '../../bytes.js';

type Field = { readonly name: string | undefined; readonly type: AnyType };

/** A value of the runtime as JSON: wide integers as text, bytes as 0x hex, a variant as its name or `{name: fields}`. */
export function valueToJson(codecs: Codecs, type: AnyType, value: unknown): unknown {
  const def = codecs.resolve(type);
  const inner = (each: AnyType, of: unknown): unknown => valueToJson(codecs, each, of);
  switch (def.kind) {
    case 'primitive':
    case 'compact':
      return typeof value === 'bigint' ? value.toString() : (value ?? null);
    case 'sequence':
      return value instanceof Uint8Array
        ? to0x(value)
        : (value as unknown[]).map((each) => inner(def.inner, each));
    case 'array':
      return typeof value === 'string'
        ? `0x${value}`
        : (value as unknown[]).map((each) => inner(def.inner, each));
    case 'tuple':
      return def.items.length === 0 ? null : def.items.map((item, i) => inner(item, (value as unknown[])[i]));
    case 'composite':
      return fieldsToJson(def.fields, value, inner);
    case 'variant': {
      const { type: name, value: payload } = value as { type: string; value?: unknown };
      const fields = def.variants.find((each) => each.name === name)?.fields ?? [];
      return fields.length === 0 ? name : { [name]: fieldsToJson(fields, payload, inner) };
    }
    case 'option':
      return value === undefined ? null : inner(def.inner, value);
    case 'result': {
      const { ok, value: payload } = value as { ok: boolean; value?: unknown };
      return ok ? { ok: inner(def.ok, payload) } : { err: inner(def.error, payload) };
    }
  }
}

function fieldsToJson(
  fields: readonly Field[],
  value: unknown,
  inner: (type: AnyType, value: unknown) => unknown,
): unknown {
  const [first] = fields;
  if (first === undefined) return null;
  if (first.name !== undefined) {
    const of = value as Record<string, unknown>;
    return Object.fromEntries(fields.map(({ name, type }) => [name, inner(type, of[name!])]));
  }
  return fields.length === 1
    ? inner(first.type, value)
    : fields.map(({ type }, i) => inner(type, (value as unknown[])[i]));
}
