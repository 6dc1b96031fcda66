import type { ListLedgerEntriesRequest, ListLedgerEntriesResponse } from '@yumanet/proto/emission/v1';
import { refusal } from '@yumanet/service-kit';
import { entryKind, type EntryKind } from '../ledger/ledger-entry.js';
import type { LedgerStore } from '../ledger/ledger-store.js';
import { blockRange } from './block-range.js';
import { checkNetuid } from './check-netuid.js';
import { entryMessage } from './ledger-messages.js';

const DEFAULT_PAGE = 1_000;
const MAX_PAGE = 10_000;
const ACCOUNT_BYTES = 32;

/** ListLedgerEntries: movements of rao, page by page. @throws ServiceError INVALID_ARGUMENT, BLOCK_NOT_IN_LEDGER */
export async function listLedgerEntries(
  ledger: LedgerStore,
  request: ListLedgerEntriesRequest,
): Promise<ListLedgerEntriesResponse> {
  const { netuid, hotkey, pageSize, after } = request;
  if (netuid !== undefined) checkNetuid(netuid);
  if (hotkey.length !== 0 && hotkey.length !== ACCOUNT_BYTES)
    throw refusal('INVALID_ARGUMENT', 'hotkey', `${ACCOUNT_BYTES} bytes or none`, hotkey.length);
  if (pageSize > MAX_PAGE) throw refusal('INVALID_ARGUMENT', 'page_size', `at most ${MAX_PAGE}`, pageSize);
  const limit = pageSize || DEFAULT_PAGE;
  const entries = await ledger.entries({
    ...(await blockRange(ledger, request.fromBlock, request.toBlock)),
    netuid,
    hotkey: hotkey.length === 0 ? undefined : hotkey.toString('hex'),
    kind: request.kind === '' ? undefined : kindOf(request.kind),
    after: after && { block: Number(after.block), index: after.index },
    limit,
  });
  const last = entries.at(-1);
  const more = entries.length === limit && last !== undefined;
  return {
    entries: entries.map(entryMessage),
    nextPage: more ? { block: BigInt(last.block), index: last.index } : undefined,
  };
}

function kindOf(text: string): EntryKind {
  const parsed = entryKind.safeParse(text);
  if (!parsed.success) throw refusal('INVALID_ARGUMENT', 'kind', entryKind.options.join(', '), text);
  return parsed.data;
}
