import type { Hex } from '@yumanet/frame';
import { blake2b256, to0x } from '../../bytes.js';
import type { StateView } from '../../node/state/state-view.js';
import { Params } from '../params.js';
import { rpcErrors } from '../rpc-error.js';

const TYPES = [
  'value',
  'hash',
  'closestDescendantMerkleValue',
  'descendantsValues',
  'descendantsHashes',
] as const;

export interface StorageItemQuery {
  readonly key: Hex;
  readonly type: (typeof TYPES)[number];
  /** Where a listing of descendants goes on: after this key. */
  readonly after?: Hex;
}

/** One found item, as events show it. */
export type StorageItem = { readonly key: string } & Readonly<Record<string, string>>;

/** Items in one request; more are discarded, and the client told how many. */
export const MAX_ITEMS = 1000;
/** Items of one step: bytes and count. */
const STEP_BYTES = 256 * 1024;
const STEP_ITEMS = 256;

/** The `items` of chainHead_v1_storage and archive_v1_storage. @throws RpcError -32602 for anything else. */
export function readItems(params: Params, index: number): { items: StorageItemQuery[]; discarded: number } {
  const value = params.raw(index);
  if (!Array.isArray(value)) throw rpcErrors.invalidParams(`items (parameter ${index}): expected a list`);
  const items = value.slice(0, MAX_ITEMS).map((item: unknown) => readItem(item));
  return { items, discarded: value.length - items.length };
}

function readItem(item: unknown): StorageItemQuery {
  const { key, type, paginationStartKey } = (item ?? {}) as Record<string, unknown>;
  const fields = new Params([key, paginationStartKey]);
  const known = TYPES.find((name) => name === type);
  if (known === undefined) throw rpcErrors.invalidParams(`type: expected one of ${TYPES.join(', ')}`);
  const hex = fields.hex(0, 'key');
  return fields.isAbsent(1)
    ? { key: hex, type: known }
    : { key: hex, type: known, after: fields.hex(1, 'paginationStartKey') };
}

/** No pallet of the runtimes keeps a child trie: whatever is asked of one is not there. */
export function readChildTrie(params: Params, index: number): boolean {
  if (params.isAbsent(index)) return false;
  params.hex(index, 'childTrie');
  return true;
}

/** Answers a list of queries a step at a time: keeps no cursor of the store open in between. */
export class StorageQuery {
  private index = 0;
  private after: Hex | undefined;

  constructor(
    private readonly items: readonly StorageItemQuery[],
    private readonly digestOf: (prefix: Hex) => Uint8Array | undefined,
  ) {
    this.after = items[0]?.after;
  }

  /** The next items; `done` when none is left. */
  next(state: StateView): { readonly found: StorageItem[]; readonly done: boolean } {
    const found: StorageItem[] = [];
    let bytes = 0;
    while (this.index < this.items.length) {
      const query = this.items[this.index]!;
      for (const item of this.read(query, state)) {
        found.push(item);
        for (const text of Object.values(item)) bytes += text.length;
        if (bytes >= STEP_BYTES || found.length >= STEP_ITEMS) {
          if (!query.type.startsWith('descendants')) this.advance();
          return { found, done: this.index >= this.items.length };
        }
      }
      this.advance();
    }
    return { found, done: true };
  }

  private advance(): void {
    this.index++;
    this.after = this.items[this.index]?.after;
  }

  private *read({ key, type }: StorageItemQuery, state: StateView): Iterable<StorageItem> {
    switch (type) {
      case 'value':
      case 'hash': {
        const value = state.get(key);
        if (value !== undefined) yield shown(key, type, value);
        return;
      }
      case 'closestDescendantMerkleValue': {
        const digest = this.digestOf(key);
        if (digest !== undefined) yield { key: `0x${key}`, [type]: to0x(digest) };
        return;
      }
      case 'descendantsValues':
      case 'descendantsHashes':
        for (const below of state.keys(key, this.after)) {
          this.after = below;
          yield shown(below, type === 'descendantsValues' ? 'value' : 'hash', state.get(below)!);
        }
    }
  }
}

function shown(key: Hex, field: 'value' | 'hash', value: Uint8Array): StorageItem {
  return { key: `0x${key}`, [field]: to0x(field === 'value' ? value : blake2b256(value)) };
}
