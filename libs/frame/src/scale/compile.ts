import { refusal } from '../errors.js';
import type { AnyType, Field, OuterName, Type, TypeDef, Variant } from '../types/type.js';
import { decode, type Codec } from './codec.js';
import { Writer } from './writer.js';
import { compactCodec, optionCodec, primitiveCodec, resultCodec } from './primitives.js';

/** Codecs of one runtime, made from type definitions once and kept by identity. */
export class Codecs {
  readonly #outer: Readonly<Partial<Record<OuterName, AnyType>>>;
  readonly #scratch = new Writer(512);
  readonly #cache = new Map<TypeDef, Codec<unknown>>();

  constructor(outer: Readonly<Partial<Record<OuterName, AnyType>>>) {
    this.#outer = outer;
  }

  /** The codec of `type`. */
  of<T>(type: Type<T>): Codec<T> {
    return this.#of(type) as Codec<T>;
  }

  /** Encodes a value of `type`. */
  encode<T>(type: Type<T>, value: T): Uint8Array {
    // Codecs never encode while they encode, so one buffer serves every value of the runtime.
    this.#scratch.reset();
    this.of(type).write(this.#scratch, value);
    return this.#scratch.finish();
  }

  /** Decodes all of `bytes` as `type`; throws a FrameError (SCALE_*) when they are not exactly one value. */
  decode<T>(type: Type<T>, bytes: Uint8Array): T {
    return decode(this.of(type), bytes);
  }

  /** The definition behind an outer enum, or the type itself. */
  resolve(type: AnyType): Exclude<TypeDef, { kind: 'outer' }> {
    const { def } = type;
    if (def.kind !== 'outer') return def;
    const found = this.#outer[def.name];
    if (found === undefined)
      throw refusal('BAD_DECLARATION', def.name, 'an outer enum of the runtime', 'none');
    return this.resolve(found);
  }

  #of(type: AnyType): Codec<unknown> {
    const def = this.resolve(type);
    const cached = this.#cache.get(def);
    if (cached !== undefined) return cached;
    // A call may contain calls: the entry must exist before its parts are compiled.
    const slot: { minSize: number; read: Codec<unknown>['read']; write: Codec<unknown>['write'] } = {
      minSize: 0,
      read: (reader) => compiled.read(reader),
      write: (writer, value) => compiled.write(writer, value),
    };
    this.#cache.set(def, slot);
    const compiled = this.#compile(def);
    this.#cache.set(def, compiled);
    return compiled;
  }

  #compile(def: Exclude<TypeDef, { kind: 'outer' }>): Codec<unknown> {
    switch (def.kind) {
      case 'primitive':
        return primitiveCodec(def.name);
      case 'compact':
        return compactCodec(this.#integer(def.inner));
      case 'sequence':
        return isU8(def.inner) ? bytesCodec : sequenceCodec(this.#of(def.inner), def.limit);
      case 'array':
        return isU8(def.inner) ? hexCodec(def.length) : arrayCodec(this.#of(def.inner), def.length);
      case 'tuple':
        return def.items.length === 0 ? unitCodec : tupleCodec(def.items.map((item) => this.#of(item)));
      case 'composite':
        return this.#fields(def.fields);
      case 'variant':
        return this.#variant(def.path, def.variants);
      case 'option':
        return optionCodec(this.#of(def.inner));
      case 'result':
        return resultCodec(this.#of(def.ok), this.#of(def.error));
    }
  }

  /** The integer inside a compact: the type itself, or the only field of a composite. */
  #integer(type: AnyType): 'u8' | 'u16' | 'u32' | 'u64' | 'u128' | 'unit' {
    const def = this.resolve(type);
    if (def.kind === 'tuple' && def.items.length === 0) return 'unit';
    if (def.kind === 'composite' && def.fields.length === 1 && def.fields[0] !== undefined)
      return this.#integer(def.fields[0].type);
    if (def.kind === 'primitive' && /^u/.test(def.name)) return def.name as 'u8';
    throw refusal('BAD_DECLARATION', 'compact', 'an unsigned integer type', def.kind);
  }

  #fields(fields: readonly Field[]): Codec<unknown> {
    // Upstream boxes a call inside a call, and a box counts as a level.
    const codecs = fields.map(({ type }) =>
      type.def.kind === 'outer' && type.def.name === 'RuntimeCall' ? boxed(this.#of(type)) : this.#of(type),
    );
    const [only] = codecs;
    if (only === undefined) return unitCodec;
    if (fields[0]?.name === undefined) return codecs.length === 1 ? only : tupleCodec(codecs);
    return structCodec(
      fields.map(({ name }) => name ?? ''),
      codecs,
    );
  }

  #variant(path: string, variants: readonly Variant[]): Codec<unknown> {
    const byIndex = new Map<number, { type: string; codec: Codec<unknown> }>();
    const byName = new Map<string, { index: number; codec: Codec<unknown> }>();
    for (const { name, index, fields } of variants) {
      const codec = this.#fields(fields);
      if (byIndex.has(index)) throw refusal('BAD_DECLARATION', path, `one variant at index ${index}`, name);
      byIndex.set(index, { type: name, codec });
      byName.set(name, { index, codec });
    }
    return {
      minSize: 1,
      write: (writer, value) => {
        const { type, value: payload } = value as { type: string; value?: unknown };
        const found = byName.get(type);
        if (found === undefined) throw refusal('SCALE_RANGE', path, 'one of its variants', type);
        writer.uint(found.index, 1);
        found.codec.write(writer, payload);
      },
      read: (reader) => {
        const index = reader.uint(1);
        const found = byIndex.get(index);
        if (found === undefined)
          throw refusal('SCALE_VALUE', path, 'the index of one of its variants', index);
        return { type: found.type, value: found.codec.read(reader) };
      },
    };
  }
}

const boxed = (inner: Codec<unknown>): Codec<unknown> => ({
  minSize: inner.minSize,
  write: (writer, value) => inner.write(writer, value),
  read: (reader) => reader.nested(() => inner.read(reader)),
});

const isU8 = (type: AnyType): boolean => type.def.kind === 'primitive' && type.def.name === 'u8';

const unitCodec: Codec<unknown> = { minSize: 0, write: () => undefined, read: () => undefined };

const bytesCodec: Codec<unknown> = {
  minSize: 1,
  write: (writer, value) => {
    const bytes = value as Uint8Array;
    writer.compact(bytes.length);
    writer.raw(bytes);
  },
  read: (reader) => reader.raw(reader.length(1)),
};

const hexCodec = (size: number): Codec<unknown> => ({
  minSize: size,
  write: (writer, value) => writer.hex(value as string, size),
  read: (reader) => reader.hex(size),
});

function sequenceCodec(inner: Codec<unknown>, limit = Infinity): Codec<unknown> {
  return {
    minSize: 1,
    write: (writer, value) => {
      const items = value as readonly unknown[];
      writer.compact(items.length);
      for (const item of items) inner.write(writer, item);
    },
    // Items of no size at all (units) are bounded as if they had one.
    read: (reader) => {
      const length = reader.length(Math.max(inner.minSize, 1));
      if (length > limit) throw refusal('SCALE_VALUE', 'sequence', `at most ${limit} items`, length);
      const items: unknown[] = [];
      return reader.nested(() => {
        for (let i = 0; i < length; i++) items.push(inner.read(reader));
        return items;
      });
    },
  };
}

function arrayCodec(inner: Codec<unknown>, length: number): Codec<unknown> {
  const items = tupleCodec(new Array<Codec<unknown>>(length).fill(inner));
  return items;
}

function tupleCodec(codecs: readonly Codec<unknown>[]): Codec<unknown> {
  return {
    minSize: codecs.reduce((sum, { minSize }) => sum + minSize, 0),
    write: (writer, value) => {
      const items = value as readonly unknown[];
      if (items.length !== codecs.length)
        throw refusal('SCALE_RANGE', 'tuple', `${codecs.length} items`, items.length);
      codecs.forEach((codec, i) => codec.write(writer, items[i]));
    },
    read: (reader) => codecs.map((codec) => codec.read(reader)),
  };
}

function structCodec(names: readonly string[], codecs: readonly Codec<unknown>[]): Codec<unknown> {
  return {
    minSize: codecs.reduce((sum, { minSize }) => sum + minSize, 0),
    write: (writer, value) => {
      const fields = value as Readonly<Record<string, unknown>>;
      codecs.forEach((codec, i) => codec.write(writer, fields[names[i] ?? '']));
    },
    read: (reader) => {
      const fields: Record<string, unknown> = {};
      codecs.forEach((codec, i) => (fields[names[i] ?? ''] = codec.read(reader)));
      return fields;
    },
  };
}
