import { refusal } from '@yumanet/service-kit';
import { emissionError } from '../errors.js';
import type { LedgerStore } from '../ledger/ledger-store.js';

/** Block numbers are u32 on the chain. */
const MAX_BLOCK = 2n ** 32n - 1n;

export interface BlockRange {
  readonly fromBlock: number;
  readonly toBlock: number;
  readonly head: number;
}

/**
 * The heights that a question is about, within the ledger.
 *
 * @throws ServiceError INVALID_ARGUMENT, BLOCK_NOT_IN_LEDGER while the ledger has not come to `to`.
 */
export async function blockRange(
  ledger: Pick<LedgerStore, 'head'>,
  from: bigint | undefined,
  to: bigint | undefined,
): Promise<BlockRange> {
  for (const [name, block] of [
    ['from_block', from],
    ['to_block', to],
  ] as const)
    if (block !== undefined && block > MAX_BLOCK)
      throw refusal('INVALID_ARGUMENT', name, `0..${MAX_BLOCK}`, block);
  if (from !== undefined && to !== undefined && from > to)
    throw refusal('INVALID_ARGUMENT', 'to_block', `at least ${from}`, to);
  const head = (await ledger.head())?.block;
  if (head === undefined || (to ?? from ?? 0n) > BigInt(head)) {
    const what = `block ${to ?? from ?? 0n}: expected one that is in the ledger, up to ${head ?? 'none'}`;
    throw emissionError('BLOCK_NOT_IN_LEDGER', what, head === undefined ? {} : { head });
  }
  return { fromBlock: Number(from ?? 0n), toBlock: to === undefined ? head : Number(to), head };
}
