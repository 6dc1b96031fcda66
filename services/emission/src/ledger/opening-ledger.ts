import type { EconomyState } from '@yumanet/subtensor';
import type { BlockLedger } from './ledger-entry.js';

/**
 * The first block of the books, or the first after blocks whose state could not be had: nothing is claimed of it but
 * where rao are after it.
 *
 * @param last newest block in the ledger; undefined: none.
 */
export function openingLedger(
  hash: string,
  { block, issued }: EconomyState,
  last: number | undefined,
): BlockLedger {
  return {
    audit: {
      block,
      hash,
      inRao: 0n,
      outRao: 0n,
      dustRao: 0n,
      mintedRao: 0n,
      recycledRao: 0n,
      issuedRao: issued,
      epochs: [],
      problems: [],
      gap: last === undefined ? 0 : block - last - 1,
    },
    entries: [],
  };
}
