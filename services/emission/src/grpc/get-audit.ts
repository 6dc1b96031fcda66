import type { GetAuditRequest, GetAuditResponse } from '@yumanet/proto/emission/v1';
import type { LedgerStore } from '../ledger/ledger-store.js';
import { blockRange } from './block-range.js';
import { auditMessage, totalsMessage } from './ledger-messages.js';

const MAX_BROKEN = 100;

/** GetAudit: the books of a range of blocks. @throws ServiceError INVALID_ARGUMENT, BLOCK_NOT_IN_LEDGER */
export async function getAudit(ledger: LedgerStore, request: GetAuditRequest): Promise<GetAuditResponse> {
  const { fromBlock, toBlock, head } = await blockRange(ledger, request.fromBlock, request.toBlock);
  const [totals, broken] = await Promise.all([
    ledger.totals(fromBlock, toBlock),
    ledger.audits(fromBlock, toBlock, MAX_BROKEN, true),
  ]);
  return { head: BigInt(head), totals: totalsMessage(totals), broken: broken.map(auditMessage) };
}
