import type { DecodedEvent } from '@yumanet/chain-client';
import { parseAccount } from '@yumanet/units';
import type { Deposit } from '../books/records.js';

/**
 * Transfers to an account among a block's events. Events of what failed are not in a block, and those of batches and proxies
 * name who really paid.
 *
 * @param to account, 64 hex digits.
 */
export function depositsOf(events: readonly DecodedEvent[], to: string): Deposit[] {
  return events.flatMap(({ pallet, name, data }, index) => {
    if (pallet !== 'Balances' || name !== 'Transfer') return [];
    const [from, target] = data.slice(0, 2).map((each) => String(parseAccount(each.toString())));
    const rao = BigInt(data[2]?.toString() ?? 0);
    return from !== undefined && target === to && from !== to && rao > 0n ? [{ index, from, rao }] : [];
  });
}
