import type { ApiPromise } from '@polkadot/api';
import { CliError } from '../cli-error.js';

/** A storage item of the chain's runtime. */
export interface Item {
  /** As the runtime spells it: `System.Account`. */
  readonly name: string;
  /** 0x hex of what its keys begin with. */
  readonly prefix: string;
  /** How many keys it has; 0: one value. */
  readonly keys: number;
  /** The key of an entry. @throws whatever @polkadot/api throws for keys that do not fit. */
  key(...keys: readonly unknown[]): string;
  /** A value of it, as people read it. */
  decode(value: string): unknown;
  /** The keys inside a storage key. */
  decodeKey(key: string): unknown[];
}

interface Entry {
  readonly meta: {
    readonly modifier: { readonly isOptional: boolean };
    readonly type: { readonly isPlain: boolean; readonly asMap: { readonly hashers: readonly unknown[] } };
  };
  readonly section: string;
  readonly creator: { readonly prefix: string; readonly method: string };
  key(...keys: readonly unknown[]): string;
  keyPrefix(): string;
}

/** Every storage item of the runtime. */
export function storageItems(api: ApiPromise): Item[] {
  const pallets = Object.values(api.query) as unknown as Record<string, Entry>[];
  return pallets.flatMap((pallet) =>
    Object.values(pallet).flatMap((entry) => (entry.creator === undefined ? [] : [itemOf(api, entry)])),
  );
}

function itemOf(api: ApiPromise, entry: Entry): Item {
  const { meta, creator } = entry;
  const outputOf = (key: string) => {
    const typed = api.registry.createTypeUnsafe<never>('StorageKey', [key]) as {
      setMeta(
        meta: unknown,
        section: string,
        method: string,
      ): { readonly outputType: string; readonly args: readonly { toHuman(): unknown }[] };
    };
    return typed.setMeta(meta, entry.section, creator.method);
  };
  return {
    name: `${creator.prefix}.${capital(creator.method)}`,
    prefix: entry.keyPrefix(),
    keys: meta.type.isPlain ? 0 : meta.type.asMap.hashers.length,
    key: (...keys) => entry.key(...keys),
    decode: (value) =>
      api.registry
        .createTypeUnsafe(outputOf(entry.keyPrefix()).outputType, [value], {
          isOptional: meta.modifier.isOptional,
        })
        .toHuman(),
    decodeKey: (key) => (meta.type.isPlain ? [] : outputOf(key).args.map((arg) => arg.toHuman())),
  };
}

const capital = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);
const loose = (name: string): string => name.replaceAll('_', '').toLowerCase();

/** The item that somebody names `System.Account`, `system.account` or so. @throws CliError BAD_INPUT. */
export function findItem(api: ApiPromise, name: string): Item {
  const found = storageItems(api).find((item) => loose(item.name) === loose(name));
  if (found !== undefined) return found;
  throw new CliError(
    'BAD_INPUT',
    `storage item: expected one of the runtime, as System.Account, got ${name}`,
  );
}

/** What keys begin with: of an item, or as 0x hex. */
export const prefixOf = (api: ApiPromise, text: string): string =>
  /^0x([0-9a-fA-F]{2})*$/.test(text) ? text : findItem(api, text).prefix;
