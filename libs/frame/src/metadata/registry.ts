import type { Codecs } from '../scale/compile.js';
import type { AnyType, Field, Param, TypeDef, Variant } from '../types/type.js';
import { typeName } from './type-name.js';

/** An entry of the portable type registry, as substrate-bindings encodes it. */
export interface RegistryEntry {
  id: number;
  path: string[];
  params: { name: string; type: number | undefined }[];
  def: RegistryDef;
  docs: string[];
}

type RegistryField = { name: string | undefined; type: number; typeName: string; docs: string[] };

type RegistryDef =
  | { tag: 'composite'; value: RegistryField[] }
  | { tag: 'variant'; value: { name: string; fields: RegistryField[]; index: number; docs: string[] }[] }
  | { tag: 'sequence'; value: number }
  | { tag: 'array'; value: { len: number; type: number } }
  | { tag: 'tuple'; value: number[] }
  | { tag: 'primitive'; value: { tag: string; value: undefined } }
  | { tag: 'compact'; value: number };

type Resolved = Exclude<TypeDef, { kind: 'outer' }>;

/** Gives every type that the metadata mentions a number; equal types get equal numbers. */
export class Registry {
  readonly #codecs: Codecs;
  readonly #byDef = new Map<TypeDef, number>();
  readonly #byShape = new Map<string, number>();
  readonly #entries: (RegistryEntry | undefined)[] = [];

  constructor(codecs: Codecs) {
    this.#codecs = codecs;
  }

  /** The type's number. */
  id(type: AnyType): number {
    const def = this.#codecs.resolve(type);
    const known = this.#byDef.get(def);
    if (known !== undefined) return known;
    // Outer enums may contain themselves: they take their number before their parts.
    if (type.def.kind === 'outer') {
      const id = this.#entries.push(undefined) - 1;
      this.#byDef.set(def, id);
      this.#entries[id] = { id, ...this.#entry(def) };
      return id;
    }
    const entry = this.#entry(def);
    const shape = JSON.stringify(entry);
    const same = this.#byShape.get(shape);
    const id = same ?? this.#entries.push(undefined) - 1;
    this.#entries[id] ??= { id, ...entry };
    this.#byShape.set(shape, id);
    this.#byDef.set(def, id);
    return id;
  }

  get entries(): RegistryEntry[] {
    return this.#entries.filter((entry) => entry !== undefined);
  }

  #entry(def: Resolved): Omit<RegistryEntry, 'id'> {
    switch (def.kind) {
      case 'primitive':
        return named('', [], { tag: 'primitive', value: { tag: def.name, value: undefined } });
      case 'compact':
        return named('', [], { tag: 'compact', value: this.id(def.inner) });
      case 'sequence':
        return named('', [], { tag: 'sequence', value: this.id(def.inner) });
      case 'array':
        return named('', [], { tag: 'array', value: { len: def.length, type: this.id(def.inner) } });
      case 'tuple':
        return named('', [], { tag: 'tuple', value: def.items.map((item) => this.id(item)) });
      case 'composite':
        return named(def.path, this.#params(def.params), {
          tag: 'composite',
          value: this.#fields(def.fields),
        });
      case 'variant':
        return named(def.path, this.#params(def.params), {
          tag: 'variant',
          value: this.#variants(def.variants),
        });
      case 'option':
        return this.#generic('Option', [
          ['None', undefined],
          ['Some', def.inner],
        ]);
      case 'result':
        return this.#generic('Result', [
          ['Ok', def.ok],
          ['Err', def.error],
        ]);
    }
  }

  #generic(path: 'Option' | 'Result', cases: readonly (readonly [string, AnyType | undefined])[]) {
    const params = cases.flatMap(([, type]) => (type === undefined ? [] : [this.id(type)]));
    return named(
      path,
      params.map((type, i) => ({ name: i === 0 ? 'T' : 'E', type })),
      {
        tag: 'variant',
        value: this.#variants(
          cases.map(([name, type], index) => ({
            name,
            index,
            fields: type === undefined ? [] : [{ name: undefined, type }],
          })),
        ),
      },
    );
  }

  #fields(fields: readonly Field[]): RegistryField[] {
    return fields.map(({ name, type }) => ({
      name,
      type: this.id(type),
      typeName: typeName(type),
      docs: [],
    }));
  }

  #variants(variants: readonly Variant[]) {
    return variants.map(({ name, index, fields }) => ({
      name,
      index,
      fields: this.#fields(fields),
      docs: [],
    }));
  }

  #params(params: readonly Param[]) {
    return params.map(({ name, type }) => ({ name, type: type && this.id(type) }));
  }
}

const named = (
  path: string,
  params: RegistryEntry['params'],
  def: RegistryDef,
): Omit<RegistryEntry, 'id'> => ({ path: path === '' ? [] : path.split('::'), params, def, docs: [] });
