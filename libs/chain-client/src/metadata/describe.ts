import type { Metadata } from '@polkadot/types';
import { clientError } from '../errors.js';
import { byContent } from './by-content.js';
import { loadMetadata } from './load-runtime.js';
import { fieldsShape, shapeOf } from './shape.js';

/**
 * A runtime as a list of items and their shapes: `call Balances.transfer_keep_alive`, `storage System.Account`, `event …`,
 * `error …`, `constant …`, and `extensions` of a signed extrinsic. Indices are left out: they are read from the metadata anyway.
 */
export type RuntimeItems = ReadonlyMap<string, string>;

export const describeMetadata = byContent((bytes): RuntimeItems => {
  const { metadata } = loadMetadata(bytes);
  const items = new Map<string, string>();
  const { lookup, pallets, extrinsic } = metadata.asLatest;
  const shape = (id: Parameters<typeof shapeOf>[1]) => shapeOf(lookup, id);
  for (const pallet of pallets) {
    const name = pallet.name.toString();
    for (const [kind, part] of [
      ['call', pallet.calls],
      ['event', pallet.events],
      ['error', pallet.errors],
    ] as const) {
      if (part.isNone) continue;
      for (const variant of lookup.getSiType(part.unwrap().type).def.asVariant.variants) {
        items.set(`${kind} ${name}.${variant.name.toString()}`, fieldsShape(variant.fields, shape));
      }
    }
    for (const constant of pallet.constants)
      items.set(`constant ${name}.${constant.name.toString()}`, shape(constant.type));
    if (pallet.storage.isSome) describeStorage(items, name, pallet.storage.unwrap().items, shape);
  }
  items.set('extensions', extensionNames(extrinsic));
  return items;
});

function extensionNames(extrinsic: Metadata['asLatest']['extrinsic']): string {
  return extrinsic.transactionExtensions.map(({ identifier }) => identifier.toString()).join(', ');
}

type StorageItems = ReturnType<Metadata['asLatest']['pallets'][number]['storage']['unwrap']>['items'];

function describeStorage(
  items: Map<string, string>,
  pallet: string,
  entries: StorageItems,
  shape: (id: Parameters<typeof shapeOf>[1]) => string,
): void {
  for (const { name, type, modifier } of entries) {
    const text = type.isPlain
      ? shape(type.asPlain)
      : `${type.asMap.hashers.map((hasher) => hasher.type).join(' ')} ${shape(type.asMap.key)} => ${shape(type.asMap.value)}`;
    items.set(`storage ${pallet}.${name.toString()}`, `${modifier.type.toLowerCase()} ${text}`);
  }
}

/** What a program uses, with the shapes it was written for. */
export type UsedItems = Readonly<Record<string, string>>;

/**
 * Picks what a program uses out of the runtime it was written for.
 *
 * @throws ServiceError INVALID_ARGUMENT for an item that is not there: a typing error.
 */
export function usedItems(items: RuntimeItems, names: readonly string[]): UsedItems {
  return Object.fromEntries(
    names.map((name) => {
      const shape = items.get(name);
      if (shape === undefined) {
        throw clientError(
          'INVALID_ARGUMENT',
          `used item: expected one of the runtime, got ${JSON.stringify(name)}`,
          { name },
        );
      }
      return [name, shape];
    }),
  );
}

export interface Difference {
  readonly item: string;
  readonly expected: string;
  /** undefined: the runtime has no such item. */
  readonly got: string | undefined;
}

/** In what the runtime differs from what is used; what is not used may change. */
export function differences(used: UsedItems, items: RuntimeItems): Difference[] {
  return Object.entries(used)
    .map(([item, expected]) => ({ item, expected, got: items.get(item) }))
    .filter(({ expected, got }) => expected !== got);
}
