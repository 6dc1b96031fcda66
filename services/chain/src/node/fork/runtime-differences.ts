import { decAnyMetadata, unifyMetadata } from '@polkadot-api/substrate-bindings';
import { ChainError, messageOf } from '../../errors.js';

type Metadata = ReturnType<typeof unifyMetadata>;
type Lookup = Metadata['lookup'];

/** The parts of a pallet by name (`storage Account`, `call transfer`, `constant …`), each with its shape as text. */
type PalletParts = ReadonlyMap<string, string>;

/**
 * In what two runtimes' metadata differ, pallet by pallet: `SubtensorModule: constant InitialTempo, storage Keys`.
 * What both call by the same name must have the same bytes; docs and the order of types say nothing.
 *
 * @param ours, theirs metadata V14 to V16, magic number first.
 * @throws ChainError FORK_MISMATCH when one is no metadata.
 */
export function runtimeDifferences(ours: Uint8Array, theirs: Uint8Array): string[] {
  if (Buffer.compare(ours, theirs) === 0) return [];
  const [mine, other] = [describe(ours), describe(theirs)];
  const found: string[] = [];
  for (const name of new Set([...mine.keys(), ...other.keys()])) {
    const [a, b] = [mine.get(name), other.get(name)];
    if (a === undefined || b === undefined)
      found.push(`${name}: ${a === undefined ? 'not in this runtime' : 'not there'}`);
    else {
      const parts = [...new Set([...a.keys(), ...b.keys()])].filter((part) => a.get(part) !== b.get(part));
      if (parts.length > 0) found.push(`${name}: ${parts.sort().join(', ')}`);
    }
  }
  return found.sort();
}

function describe(bytes: Uint8Array): ReadonlyMap<string, PalletParts> {
  let metadata: Metadata;
  try {
    metadata = unifyMetadata(decAnyMetadata(bytes));
  } catch (error) {
    throw new ChainError('FORK_MISMATCH', `metadata: expected version 14 to 16, got "${messageOf(error)}"`);
  }
  const shapes = new Shapes(metadata.lookup);
  return new Map(metadata.pallets.map((pallet) => [pallet.name, partsOf(pallet, shapes)]));
}

function partsOf(pallet: Metadata['pallets'][number], shapes: Shapes): PalletParts {
  const parts = new Map<string, string>([['index', String(pallet.index)]]);
  for (const { name, modifier, type } of pallet.storage?.items ?? []) {
    const shape =
      type.tag === 'plain'
        ? shapes.of(type.value)
        : `${type.value.hashers.map(({ tag }) => tag).join(' ')} ${shapes.of(type.value.key)} => ${shapes.of(type.value.value)}`;
    parts.set(`storage ${name}`, `${modifier} ${shape}`);
  }
  for (const { name, type, value } of pallet.constants) {
    // The version is compared by itself; the list of APIs in it is no matter of state.
    if (pallet.name !== 'System' || name !== 'Version')
      parts.set(`constant ${name}`, `${shapes.of(type)} ${value}`);
  }
  for (const [kind, ref] of [
    ['call', pallet.calls],
    ['event', pallet.events],
    ['error', pallet.errors],
  ] as const) {
    if (ref === undefined) continue;
    for (const [name, shape] of shapes.variants(typeof ref === 'number' ? ref : ref.type))
      parts.set(`${kind} ${name}`, shape);
  }
  return parts;
}

type TypeDef = Lookup[number]['def'];
type Field = { readonly name?: string | undefined; readonly type: number };

/** Types as text: two of one shape have the same bytes for the same fields. */
class Shapes {
  private readonly types: ReadonlyMap<number, Lookup[number]>;
  private readonly known = new Map<number, string>();
  private readonly open = new Set<number>();

  constructor(lookup: Lookup) {
    this.types = new Map(lookup.map((entry) => [entry.id, entry]));
  }

  of(id: number): string {
    const known = this.known.get(id);
    if (known !== undefined) return known;
    const type = this.types.get(id);
    const path = type?.path.join('::') ?? '';
    // Enumerations over all pallets, and a type inside itself, are named, not opened.
    if (
      type === undefined ||
      this.open.has(id) ||
      /::Runtime(Call|Event|Error|Origin|HoldReason|FreezeReason)$|OriginCaller$/.test(path)
    )
      return `<${path.split('::').at(-1)}>`;
    this.open.add(id);
    const shape = this.shapeOf(type.def);
    this.open.delete(id);
    this.known.set(id, shape);
    return shape;
  }

  variants(id: number): [name: string, shape: string][] {
    const def = this.types.get(id)?.def;
    if (def?.tag !== 'variant') return [];
    return def.value.map(({ name, index, fields }) => [name, `${index}${this.fields(fields)}`]);
  }

  private shapeOf(def: TypeDef): string {
    switch (def.tag) {
      case 'primitive':
        return def.value.tag;
      case 'compact':
        return `compact ${this.of(def.value)}`;
      case 'sequence':
        return `[${this.of(def.value)}]`;
      case 'array':
        return `[${this.of(def.value.type)}; ${def.value.len}]`;
      case 'tuple':
        return def.value.length === 1
          ? this.of(def.value[0]!)
          : `(${def.value.map((each) => this.of(each)).join(', ')})`;
      case 'composite':
        return this.fields(def.value);
      case 'variant':
        return `enum(${def.value.map(({ name, index, fields }) => `${index} ${name}${this.fields(fields)}`).join(', ')})`;
      case 'bitSequence':
        return 'bits';
    }
  }

  /** A wrapper around one unnamed field adds no byte. */
  private fields(fields: readonly Field[]): string {
    const parts = fields.map(({ name, type }) =>
      name === undefined ? this.of(type) : `${name}: ${this.of(type)}`,
    );
    if (fields.length === 1 && fields[0]!.name === undefined) return parts[0]!;
    return `(${parts.join(', ')})`;
  }
}
