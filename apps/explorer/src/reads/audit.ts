import type { Audit } from '../api.js';
import { ASK } from '../emission/emission-link.js';
import type { ExplorerParts } from './explorer-parts.js';

/** The books of every block in the ledger. @throws ServiceError NO_EMISSION_SERVICE, BLOCK_NOT_IN_LEDGER. */
export async function readAudit({ emission }: ExplorerParts): Promise<Audit> {
  const { head, totals } = await emission.client.getAudit({ fromBlock: undefined, toBlock: undefined }, ASK);
  const rao = (text: string | undefined) => BigInt(text ?? '0');
  return {
    head: Number(head),
    blocks: String(totals?.blocks ?? 0),
    entries: String(totals?.entries ?? 0),
    mintedRao: totals?.mintedRao ?? '0',
    recycledRao: totals?.recycledRao ?? '0',
    missingRao: (rao(totals?.inRao) - rao(totals?.outRao) - rao(totals?.dustRao)).toString(),
    problems: String(totals?.problems ?? 0),
    gaps: String(totals?.gaps ?? 0),
  };
}
