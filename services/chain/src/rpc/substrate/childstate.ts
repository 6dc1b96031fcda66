import { stateAt, type RpcMethod } from '../context.js';
import type { Params } from '../params.js';
import { rpcErrors } from '../rpc-error.js';

/** ":child_storage:default:", which the key of every child trie begins with. */
const CHILD_TRIE_PREFIX = '3a6368696c645f73746f726167653a64656661756c743a';

/**
 * One `childstate_` method: `(childKey, …, at?)`. No pallet of the runtimes keeps a child trie, so each is empty; what
 * is asked is checked all the same.
 *
 * @param check looks at the parameters between, from 1 on. @returns what an empty trie answers.
 */
function overEmptyTrie(atIndex: number, check: (params: Params) => unknown): RpcMethod {
  return (context, params) => {
    if (!params.hex(0, 'childKey').startsWith(CHILD_TRIE_PREFIX))
      throw rpcErrors.client('Invalid child storage key');
    const answer = check(params);
    stateAt(context, params.optionalHash(atIndex, 'at'));
    return answer;
  };
}

const MAX_KEYS = 1000;

const nothing = (params: Params): null => {
  params.hex(1, 'key');
  return null;
};

/** Every `childstate_` method, by its wire name. */
export const CHILDSTATE_METHODS: Readonly<Record<string, RpcMethod>> = {
  childstate_getKeys: overEmptyTrie(2, (params) => {
    params.hex(1, 'prefix');
    return [];
  }),
  childstate_getKeysPaged: overEmptyTrie(4, (params) => {
    if (!params.isAbsent(1)) params.hex(1, 'prefix');
    const count = params.integer(2, 'count');
    if (count > MAX_KEYS) throw rpcErrors.countTooLarge(count, MAX_KEYS);
    if (!params.isAbsent(3)) params.hex(3, 'startKey');
    return [];
  }),
  childstate_getStorage: overEmptyTrie(2, nothing),
  childstate_getStorageEntries: overEmptyTrie(2, (params) =>
    params.hexList(1, 'keys', MAX_KEYS).map(() => null),
  ),
  childstate_getStorageHash: overEmptyTrie(2, nothing),
  childstate_getStorageSize: overEmptyTrie(2, nothing),
};
