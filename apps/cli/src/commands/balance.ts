import type { ApiPromise } from '@polkadot/api';
import { addressOf } from '../account.js';
import { formatTao } from '../amount.js';
import type { AccountInfo } from '../chain-types.js';
import type { Output } from '../output.js';

/** Shows what one account has. */
export async function balance(api: ApiPromise, output: Output, account: string): Promise<void> {
  const address = await addressOf(account);
  const info = (await api.query['system']!['account']!(address)) as never as AccountInfo;
  const [freeRao, reservedRao] = [info.data.free.toBigInt(), info.data.reserved.toBigInt()];
  const reserved = reservedRao === 0n ? '' : `, ${formatTao(reservedRao)} TAO reserved`;
  const row = { address, freeRao, reservedRao, nonce: info.nonce.toNumber() };
  output.row(row, `${address}  ${formatTao(freeRao)} TAO${reserved}`);
}
