import type { ApiPromise } from '@polkadot/api';
import { askNode } from './ask-node.js';

const PAGE = 500;

/** Keys under a prefix at a block, page by page. */
export async function* keysOf(
  api: ApiPromise,
  prefix: string,
  hash: string,
): AsyncGenerator<readonly string[]> {
  let last: string | undefined;
  for (;;) {
    const page = (await api.rpc.state.getKeysPaged(prefix, PAGE, last, hash)).map((key) => key.toHex());
    if (page.length > 0) yield page;
    if (page.length < PAGE) return;
    last = page.at(-1);
  }
}

/** The values of some keys at a block; a key that is not there is not in the answer. */
export async function valuesOf(
  api: ApiPromise,
  keys: readonly string[],
  hash: string,
): Promise<Map<string, string>> {
  const sets = await askNode<{ changes: [string, string | null][] }[]>(
    api,
    'state_queryStorageAt',
    keys,
    hash,
  );
  const pairs = sets.flatMap(({ changes }) => changes);
  return new Map(pairs.filter((pair): pair is [string, string] => pair[1] !== null));
}
