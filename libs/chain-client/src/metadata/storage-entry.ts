import type { Codec } from '@polkadot/types/types';
import { clientError } from '../errors.js';
import type { LoadedRuntime } from './load-runtime.js';

/** One storage value, by its names in the metadata. */
export interface StorageQuestion {
  readonly pallet: string;
  readonly item: string;
  readonly keys?: readonly unknown[];
}

/**
 * Where a storage value lies and how its bytes read: the default where there is none and the item has one.
 *
 * @throws ServiceError INVALID_ARGUMENT for an item that the runtime does not have.
 */
export function storageEntry(
  { decorated, registry }: LoadedRuntime,
  { pallet, item, keys = [] }: StorageQuestion,
): { readonly key: Uint8Array; decode(value: Uint8Array | undefined): Codec } {
  const entry = decorated.query[camelCase(pallet)]?.[camelCase(item)];
  if (!entry) throw unknownItem('storage item', pallet, item);
  const key = registry.createType('StorageKey', keys.length === 0 ? entry : [entry, [...keys]]);
  const fallback = entry.meta.modifier.isDefault ? entry.meta.fallback.toU8a(true) : undefined;
  const optional = entry.meta.modifier.isOptional;
  const type = key.outputType as 'Bytes';
  return {
    key: key.toU8a(true),
    decode: (value) =>
      optional
        ? registry.createType(
            `Option<${type}>` as 'Option<Bytes>',
            value === undefined ? null : registry.createType(type, value),
          )
        : registry.createType(type, value ?? fallback),
  };
}

/** @polkadot/types names things in camel case. */
export function camelCase(name: string): string {
  const joined = name.replace(/_+(\w)/g, (_, letter: string) => letter.toUpperCase());
  return joined.charAt(0).toLowerCase() + joined.slice(1);
}

export function unknownItem(kind: string, pallet: string, name: string) {
  return clientError('INVALID_ARGUMENT', `${kind}: expected one of the runtime, got ${pallet}.${name}`, {
    pallet,
    name,
  });
}
