import type { BlockAudit } from './ledger-entry.js';
import type { LedgerHead } from './ledger-store.js';
import { emissionError } from '../errors.js';

/**
 * Whether a block may come after `head`.
 *
 * @returns false when it is there already.
 * @throws ServiceError LEDGER_CONFLICT, LEDGER_GAP
 */
export function mayAppend(
  { block, hash, gap }: BlockAudit,
  head: Pick<LedgerHead, 'block' | 'hash'> | undefined,
  known: string | undefined,
): boolean {
  if (known !== undefined && known !== hash)
    throw emissionError('LEDGER_CONFLICT', `block ${block}: expected ${known}, got ${hash}`, { block });
  if (known !== undefined) return false;
  if (head !== undefined && block - gap !== head.block + 1)
    throw emissionError('LEDGER_GAP', `block: expected ${head.block + 1}, got ${block - gap}`, {
      expected: head.block + 1,
      got: block - gap,
    });
  return true;
}
