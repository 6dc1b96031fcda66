import type { ApiPromise } from '@polkadot/api';
import { example } from '../economy/add-command.js';
import type { AddInspection } from './add-inspection.js';
import { blockHash } from './block-hash.js';
import { keysOf, valuesOf } from './read-state.js';
import { prefixOf, storageItems } from './storage-items.js';

/** `storage diff`: what is otherwise in the state of one block than in that of another. */
export const storageDiff: AddInspection = (group, withChain) =>
  void group
    .command('diff')
    .argument('<from>', 'number or hash of a block')
    .argument('[to]', 'number or hash of another; without it, the newest')
    .option('--prefix <prefix>', 'only an item, as System.Account, or keys that begin with 0x…', '0x')
    .description('what two blocks have differently in their states')
    .addHelpText('after', example('storage diff 0 2 --prefix System.Account'))
    .action(
      withChain(
        async ({ api, output }, from: string, to: string | undefined, { prefix }: { prefix: string }) => {
          const [before, after] = [await blockHash(api, from), await blockHash(api, to)];
          const start = prefixOf(api, prefix);
          const items = storageItems(api);
          const [old, now] = [await everything(api, start, before), await everything(api, start, after)];
          for (const key of [...new Set([...old.keys(), ...now.keys()])].sort()) {
            const [was, is] = [old.get(key) ?? null, now.get(key) ?? null];
            if (was === is) continue;
            const item = items.find((each) => key.startsWith(each.prefix));
            const keys = item?.decodeKey(key) ?? [];
            const decode = (value: string | null): unknown =>
              value === null ? null : (item?.decode(value) ?? value);
            const name = item === undefined ? key : `${item.name}(${keys.join(', ')})`;
            output.row(
              {
                key,
                item: item?.name ?? null,
                keys,
                from: was,
                to: is,
                decodedFrom: decode(was),
                decodedTo: decode(is),
              },
              `${name}\n  - ${JSON.stringify(decode(was))}\n  + ${JSON.stringify(decode(is))}`,
            );
          }
        },
      ),
    );

async function everything(api: ApiPromise, prefix: string, hash: string): Promise<Map<string, string>> {
  const all = new Map<string, string>();
  for await (const page of keysOf(api, prefix, hash))
    for (const [key, value] of await valuesOf(api, page, hash)) all.set(key, value);
  return all;
}
