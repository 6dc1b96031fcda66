import type { Hex } from '@yumanet/frame';
import { blake2b256, equalBytes, to0x } from '../../bytes.js';
import type { ChainStore } from '../../node/state/chain-store.js';
import { Params } from '../params.js';
import { rpcErrors } from '../rpc-error.js';

export interface DiffItem {
  readonly prefix: Hex;
  readonly show: 'value' | 'hash';
}

const MAX_ITEMS = 1000;

/** The `items` of archive_v1_storageDiff; none means everything. @throws RpcError -32602. */
export function readDiffItems(params: Params, index: number): DiffItem[] {
  if (params.isAbsent(index)) return [{ prefix: '', show: 'value' }];
  const value = params.raw(index);
  if (!Array.isArray(value) || value.length > MAX_ITEMS)
    throw rpcErrors.invalidParams(`items (parameter ${index}): expected a list of at most ${MAX_ITEMS}`);
  return value.flatMap((item: unknown) => {
    const { key, returnType, childTrieKey } = (item ?? {}) as Record<string, unknown>;
    if (returnType !== 'value' && returnType !== 'hash')
      throw rpcErrors.invalidParams('returnType: expected one of value, hash');
    const prefix = new Params([key]).hex(0, 'key');
    // No pallet keeps a child trie: nothing in one differs.
    return childTrieKey === undefined || childTrieKey === null ? [{ prefix, show: returnType }] : [];
  });
}

/**
 * Keys below the prefixes whose values differ between two blocks, ascending, as `storageDiff` events. A deleted key
 * shows its old value, as Substrate has it.
 *
 * PERF: looks only at keys that the blocks in between changed.
 */
export function* storageDiff(
  store: ChainStore,
  from: number,
  to: number,
  items: readonly DiffItem[],
): Iterable<object> {
  const changed = new Set<Hex>();
  for (let number = Math.min(from, to) + 1; number <= Math.max(from, to); number++)
    for (const key of store.changedKeys(number)) changed.add(key);
  for (const key of [...changed].sort()) {
    const item = items.find(({ prefix }) => key.startsWith(prefix));
    if (item === undefined) continue;
    const [before, after] = [store.stateAt(from).get(key), store.stateAt(to).get(key)];
    const type = kindOf(before, after);
    if (type === undefined) continue;
    const value = (after ?? before)!;
    yield {
      event: 'storageDiff',
      key: `0x${key}`,
      [item.show]: to0x(item.show === 'value' ? value : blake2b256(value)),
      type,
    };
  }
}

function kindOf(before: Uint8Array | undefined, after: Uint8Array | undefined): string | undefined {
  if (before === undefined) return after === undefined ? undefined : 'added';
  if (after === undefined) return 'deleted';
  return equalBytes(before, after) ? undefined : 'modified';
}
