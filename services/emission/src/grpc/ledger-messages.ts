import type {
  BlockAudit as BlockAuditMessage,
  LedgerEntry as LedgerEntryMessage,
  LedgerTotals as LedgerTotalsMessage,
} from '@yumanet/proto/emission/v1';
import type { BlockAudit, LedgerEntry } from '../ledger/ledger-entry.js';
import type { LedgerTotals } from '../ledger/ledger-store.js';

const bytes = (hex: string): Buffer => Buffer.from(hex, 'hex');

export const auditMessage = (audit: BlockAudit): BlockAuditMessage => ({
  ...audit,
  block: BigInt(audit.block),
  blockHash: bytes(audit.hash),
  epochs: audit.epochs.map((epoch) => ({ ...epoch, block: BigInt(epoch.block) })),
  problems: audit.problems.map(({ check, netuid, expectedRao, gotRao }) => ({
    check,
    netuid,
    expectedRao: String(expectedRao),
    gotRao: String(gotRao),
  })),
  gap: BigInt(audit.gap),
});

export const entryMessage = (entry: LedgerEntry): LedgerEntryMessage => ({
  ...entry,
  block: BigInt(entry.block),
  epoch: entry.epoch === undefined ? undefined : BigInt(entry.epoch),
  hotkey: bytes(entry.hotkey ?? ''),
});

export const totalsMessage = (totals: LedgerTotals): LedgerTotalsMessage => ({
  blocks: BigInt(totals.blocks),
  entries: BigInt(totals.entries),
  inRao: String(totals.inRao),
  outRao: String(totals.outRao),
  dustRao: String(totals.dustRao),
  mintedRao: String(totals.mintedRao),
  recycledRao: String(totals.recycledRao),
  problems: BigInt(totals.problems),
  gaps: BigInt(totals.gaps),
});
