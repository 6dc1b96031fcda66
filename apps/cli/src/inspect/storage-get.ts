import { CliError } from '../cli-error.js';
import { example } from '../economy/add-command.js';
import type { AddInspection } from './add-inspection.js';
import { blockHash } from './block-hash.js';
import { findItem } from './storage-items.js';

/** `storage get`: one value of the state, by name and keys. */
export const storageGet: AddInspection = (group, withChain) =>
  void group
    .command('get')
    .argument('<item>', 'as System.Account')
    .argument('[keys...]', 'its keys; an account as SS58 address, 0x… or //Name')
    .option('--at <block>', 'number or hash; without it, the newest')
    .description('one value of the state')
    .addHelpText('after', example('storage get System.Account //Alice'))
    .action(
      withChain(async (chain, name: string, keys: readonly string[], { at }: { at?: string }) => {
        const { api, output } = chain;
        const item = findItem(api, name);
        if (keys.length !== item.keys)
          throw new CliError('BAD_INPUT', `keys of ${item.name}: expected ${item.keys}, got ${keys.length}`);
        const values = await Promise.all(
          keys.map(async (key) => (key.startsWith('//') ? await chain.address(key) : key)),
        );
        const [key, hash] = [keyOf(() => item.key(...values)), await blockHash(api, at)];
        const raw = (await api.rpc.state.getStorage(key, hash)) as never as {
          isSome: boolean;
          toHex(): string;
        } | null;
        const value = raw === null || raw.toHex() === '0x' ? null : raw.toHex();
        const decoded = value === null ? null : item.decode(value);
        output.row(
          { item: item.name, keys, key, value, decoded, block: hash },
          `${item.name}(${keys.join(', ')}) = ${value === null ? 'nothing' : JSON.stringify(decoded, null, 2)}`,
        );
      }),
    );

function keyOf(make: () => string): string {
  try {
    return make();
  } catch (error) {
    throw new CliError('BAD_INPUT', `keys: ${error instanceof Error ? error.message : String(error)}`);
  }
}
