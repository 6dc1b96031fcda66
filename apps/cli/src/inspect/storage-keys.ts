import { InvalidArgumentError } from 'commander';
import { example } from '../economy/add-command.js';
import type { AddInspection } from './add-inspection.js';
import { blockHash } from './block-hash.js';
import { keysOf } from './read-state.js';
import { prefixOf, storageItems } from './storage-items.js';

/** `storage keys`: which entries the state has. */
export const storageKeys: AddInspection = (group, withChain) =>
  void group
    .command('keys')
    .argument('[prefix]', 'an item, as System.Account, or 0x…; without it, everything', '0x')
    .option('-n, --limit <count>', 'how many at most', limit, 100)
    .option('--at <block>', 'number or hash; without it, the newest')
    .description('which entries the state has')
    .addHelpText('after', example('storage keys System.Account --limit 5'))
    .action(
      withChain(async ({ api, output }, prefix: string, options: { limit: number; at?: string }) => {
        const items = storageItems(api);
        let left = options.limit;
        for await (const page of keysOf(api, prefixOf(api, prefix), await blockHash(api, options.at))) {
          for (const key of page) {
            if (left-- === 0) return;
            const item = items.find((each) => key.startsWith(each.prefix));
            const keys = item?.decodeKey(key) ?? [];
            output.row(
              { key, item: item?.name ?? null, keys },
              item === undefined ? key : `${item.name}(${keys.join(', ')})`,
            );
          }
        }
      }),
    );

function limit(text: string): number {
  const value = Number(text);
  if (/^\d{1,7}$/.test(text) && value > 0) return value;
  throw new InvalidArgumentError('expected an integer in 1..9999999');
}
