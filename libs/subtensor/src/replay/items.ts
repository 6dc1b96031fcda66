import { decode, encode, type CallContext, type Hex, type StorageItem } from '@yumanet/frame';
import { ReplayDifference } from './difference.js';
import { asList } from './fields.js';
import { fromJson, toJson } from './json-values.js';
import type { Labels } from './labels.js';

/** A storage item whose keys and value are whatever its declaration says. */
export type Item = StorageItem<readonly unknown[], unknown, unknown>;

/** A storage entry by key, with the value as stored; undefined where it was removed. */
export interface Entry {
  readonly key: Hex;
  readonly value: Uint8Array | undefined;
}

/** Items whose name stands alone are SubtensorModule's; others say `Pallet.Item`. */
export function findItem(ctx: CallContext, name: string): Item {
  const [pallet, item] = name.includes('.') ? name.split('.') : ['SubtensorModule', name];
  const found = ctx.linked.parts.pallets
    .find((each) => each.name === pallet)
    ?.storage.find((each) => each.name === item);
  if (found === undefined) throw new ReplayDifference('storage item', 'one of the runtime', name);
  return found as Item;
}

/** A vector's `Item: value` or `Item: [[key…, value], …]` as storage entries; a value of null means removed. */
export function entriesOf(ctx: CallContext, labels: Labels, name: string, json: unknown): Entry[] {
  const item = findItem(ctx, name);
  if (item.keys.length === 0) return [entry(ctx, labels, item, [], json)];
  return asList(name, json).map((row) => {
    const parts = asList(name, row);
    return entry(ctx, labels, item, parts.slice(0, -1), parts.at(-1));
  });
}

function entry(ctx: CallContext, labels: Labels, item: Item, keys: readonly unknown[], json: unknown): Entry {
  if (keys.length !== item.keys.length)
    throw new ReplayDifference(`${item.name} keys`, item.keys.length, keys.length);
  const values = keys.map((key, i) => fromJson(item.keys[i]?.type ?? item.type, key, ctx.codecs, labels));
  const key = item.key(ctx, ...values);
  if (json === null) return { key, value: undefined };
  const codec = ctx.codecs.of(item.type);
  return { key, value: encode(codec, fromJson(item.type, json, ctx.codecs, labels)) };
}

/** What an entry says, for a person: `Item(key, …) = value`. */
export function describe(
  ctx: CallContext,
  labels: Labels,
  item: Item,
  key: Hex,
  value: Uint8Array | undefined,
): unknown {
  const keys = item.decodeKeys(ctx, key);
  const shown = keys.map((each, i) => toJson(item.keys[i]?.type ?? item.type, each, ctx.codecs, labels));
  const codec = ctx.codecs.of(item.type);
  const decoded = value === undefined ? null : toJson(item.type, decode(codec, value), ctx.codecs, labels);
  return { [`${item.name}(${shown.join(', ')})`]: decoded };
}
