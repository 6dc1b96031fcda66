import type { Hex } from '@yumanet/frame';
import { fromHex } from '../../bytes.js';
import { ChainError } from '../../errors.js';
import type { Chain } from '../../node/chain.js';
import { contextOver, findItem, type NamedItem } from './frame-runtime.js';
import { jsonToValue } from './json-to-value.js';

/** Pallet → item → value, or for a map `[[keys], value][]`; null deletes. `$removePrefix` lists maps to empty. */
export type NamedStorage = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/**
 * Changes of the state that a client names as chopsticks has it.
 *
 * @throws ChainError STATE_NAME_UNKNOWN, VALUE_INVALID, ADDRESS_INVALID.
 */
export function namedChanges(chain: Chain, named: NamedStorage): Map<Hex, Uint8Array | null> {
  const ctx = contextOver(chain);
  const changes = new Map<Hex, Uint8Array | null>();
  for (const [pallet, items] of Object.entries(named)) {
    for (const [name, value] of Object.entries(items)) {
      if (name === '$removePrefix') {
        for (const each of rows(value, `${pallet}.$removePrefix`))
          for (const key of ctx.storage.keys(findItem(chain.runtime, pallet, String(each)).prefix))
            changes.set(key, null);
        continue;
      }
      const item = findItem(chain.runtime, pallet, name);
      const where = `${item.pallet}.${item.name}`;
      const entries = item.keys.length === 0 ? [[[], value] as const] : mapEntries(value, where);
      for (const [keys, entry] of entries)
        changes.set(namedKey(chain, item, keys), entryBytes(chain, item, entry, where));
    }
  }
  return changes;
}

/** The storage key of an item under keys given as JSON; fewer keys than it has give a prefix. */
export function namedKey(chain: Chain, item: NamedItem, keys: readonly unknown[]): Hex {
  const ctx = contextOver(chain);
  const where = `key of ${item.pallet}.${item.name}`;
  if (keys.length > item.keys.length)
    throw new ChainError('VALUE_INVALID', `${where}: expected ${item.keys.length} keys, got ${keys.length}`);
  const values = keys.map((key, i) => jsonToValue(ctx.codecs, item.keys[i]!.type, key, where));
  return item.key(ctx, ...(values as []));
}

function entryBytes(chain: Chain, item: NamedItem, json: unknown, where: string): Uint8Array | null {
  if (json === null) return null;
  if (typeof json === 'string' && /^0x([0-9a-fA-F]{2})*$/.test(json))
    return fromHex(json.slice(2).toLowerCase());
  const ctx = contextOver(chain);
  return ctx.codecs.encode(item.type, jsonToValue(ctx.codecs, item.type, json, where));
}

function mapEntries(json: unknown, where: string): (readonly [readonly unknown[], unknown])[] {
  return rows(json, where).map((row) => {
    const [keys, value] = rows(row, where);
    return [rows(keys, `${where}: keys`), value ?? null];
  });
}

function rows(json: unknown, where: string): readonly unknown[] {
  if (Array.isArray(json)) return json;
  throw new ChainError('VALUE_INVALID', `${where}: expected [[keys], value] pairs, got ${typeof json}`);
}
