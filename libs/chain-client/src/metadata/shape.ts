import type { Metadata } from '@polkadot/types';
import type { PortableType } from '@polkadot/types/interfaces';

type TypeId = PortableType['id'];
type Lookup = Metadata['asLatest']['lookup'];

/** Enumerations over all pallets change with every release; they are named, not opened. */
const OUTER =
  /::Runtime(Call|Event|Error|Origin|HoldReason|FreezeReason)$|^pallet_\w+::pallet::(Call|Event|Error)$/;

/**
 * The SCALE shape of a type as text: `{dest: [u8; 32], value: compact u64}`. Two types of one shape have the same bytes for the
 * same fields; a wrapper around one unnamed field is transparent, since it adds no byte.
 */
export function shapeOf(lookup: Lookup, id: TypeId, path: readonly string[] = []): string {
  const { def, path: names } = lookup.getSiType(id);
  const name = names.map((each) => each.toString()).join('::');
  if (name && OUTER.test(name)) return `<${name.split('::').at(-1)}>`;
  // A type inside itself.
  if (name && path.includes(name)) return `<${name}>`;
  const inner = name ? [...path, name] : path;
  const shape = (each: TypeId) => shapeOf(lookup, each, inner);
  const fields = (all: Fields) => fieldsShape(all, shape);
  if (def.isPrimitive) return def.asPrimitive.toString().toLowerCase();
  if (def.isCompact) return `compact ${shape(def.asCompact.type)}`;
  if (def.isSequence) return `[${shape(def.asSequence.type)}]`;
  if (def.isArray) return `[${shape(def.asArray.type)}; ${def.asArray.len.toString()}]`;
  if (def.isTuple) return tuple(def.asTuple.map((each) => shape(each)));
  if (def.isComposite) return fields(def.asComposite.fields);
  if (def.isVariant) {
    const variants = def.asVariant.variants.map(
      (each) =>
        `${each.index.toString()} ${each.name.toString()}${each.fields.length ? fields(each.fields) : ''}`,
    );
    return `enum(${variants.join(', ')})`;
  }
  return def.type.toLowerCase();
}

type Fields = Extract<
  ReturnType<Lookup['getSiType']>['def'],
  { isComposite: boolean }
>['asComposite']['fields'];

/** Fields of a call, an event or a struct. */
export function fieldsShape(all: Fields, shape: (id: TypeId) => string): string {
  const parts = all.map(
    ({ name, type }) => [name.isSome ? name.unwrap().toString() : '', shape(type)] as const,
  );
  if (parts.every(([name]) => name === '')) return tuple(parts.map(([, each]) => each));
  return `{${parts.map(([name, each]) => `${name}: ${each}`).join(', ')}}`;
}

function tuple(parts: readonly string[]): string {
  return parts.length === 1 ? String(parts[0]) : `(${parts.join(', ')})`;
}
