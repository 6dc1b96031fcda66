import type { ApiPromise } from '@polkadot/api';
import { devNames } from '../account.js';
import { formatTao } from '../amount.js';
import type { AccountInfo } from '../chain-types.js';
import type { Output } from '../output.js';

const PAGE = 200;

/** `accounts`: lists accounts with their balances, at most `limit`. */
export async function listAccounts(api: ApiPromise, output: Output, limit: number): Promise<void> {
  const names = await devNames();
  const query = api.query['system']!['account']!;
  let startKey: string | undefined;
  for (let left = limit; left > 0;) {
    const page = await query.entriesPaged({
      args: [],
      pageSize: Math.min(PAGE, left),
      ...(startKey === undefined ? {} : { startKey }),
    });
    for (const [key, value] of page) {
      const address = key.args[0]!.toString();
      const { data, nonce } = value as never as AccountInfo;
      const row = {
        address,
        name: names.get(address) ?? null,
        freeRao: data.free.toBigInt(),
        nonce: nonce.toNumber(),
      };
      output.row(row, `${address}  ${formatTao(row.freeRao).padStart(21)} TAO  ${row.name ?? ''}`.trimEnd());
    }
    if (page.length === 0) return;
    left -= page.length;
    startKey = page.at(-1)![0].toHex();
  }
}
