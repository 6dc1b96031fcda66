import type { StreamAuditsRequest, StreamAuditsResponse } from '@yumanet/proto/emission/v1';
import type { AuditHub } from '../ledger/audit-hub.js';
import type { BlockAudit } from '../ledger/ledger-entry.js';
import type { LedgerStore } from '../ledger/ledger-store.js';
import { auditMessage } from './ledger-messages.js';

const PAGE = 500;
const MAX_BLOCK = 2 ** 32 - 2;

/** StreamAudits: what is in the ledger from a height on, then live, without gap or double. @throws ServiceError READER_TOO_SLOW */
export async function* streamAudits(
  { ledger, audits }: { readonly ledger: LedgerStore; readonly audits: AuditHub },
  { fromBlock }: StreamAuditsRequest,
  signal: AbortSignal,
): AsyncGenerator<StreamAuditsResponse> {
  let next = fromBlock === undefined ? undefined : Number(fromBlock);
  // It listens before it reads: what is written meanwhile comes twice, and is told apart by its height.
  const live = audits.listen(signal);
  let heard = live.next();
  if (next !== undefined)
    for (let page = await ledger.audits(next, MAX_BLOCK, PAGE); page.length > 0;) {
      for (const audit of page) yield { audit: auditMessage(audit) };
      next = page.at(-1)!.block + 1;
      page = await ledger.audits(next, MAX_BLOCK, PAGE);
    }
  for (let each = await heard; each.done !== true; each = await heard) {
    const audit: BlockAudit = each.value;
    heard = live.next();
    if (next === undefined || audit.block >= next) yield { audit: auditMessage(audit) };
  }
}
