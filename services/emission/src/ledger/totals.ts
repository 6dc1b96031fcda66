import type { BlockAudit } from './ledger-entry.js';
import type { LedgerTotals } from './ledger-store.js';

export const NO_TOTALS: LedgerTotals = {
  blocks: 0,
  entries: 0,
  inRao: 0n,
  outRao: 0n,
  dustRao: 0n,
  mintedRao: 0n,
  recycledRao: 0n,
  problems: 0,
  gaps: 0,
};

export function addAudit(totals: LedgerTotals, audit: BlockAudit, entries: number): LedgerTotals {
  return {
    blocks: totals.blocks + 1,
    entries: totals.entries + entries,
    inRao: totals.inRao + audit.inRao,
    outRao: totals.outRao + audit.outRao,
    dustRao: totals.dustRao + audit.dustRao,
    mintedRao: totals.mintedRao + audit.mintedRao,
    recycledRao: totals.recycledRao + audit.recycledRao,
    problems: totals.problems + audit.problems.length,
    gaps: totals.gaps + (audit.gap > 0 ? 1 : 0),
  };
}
