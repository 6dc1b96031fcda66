import { z } from 'zod';

/** Every way in which rao move. What each means is in the README's table. */
export const ENTRY_KINDS = [
  'owner',
  'pending',
  'root',
  'miner',
  'validator',
  'take',
  'nominator',
  'remainder',
  'dust',
  'forfeited',
  'registration',
  'swap',
  'slash',
  'lock',
  'unlock',
  'fee',
  'faucet',
  'set-by-root',
] as const;

export type EntryKind = (typeof ENTRY_KINDS)[number];

/**
 * Where rao are: `emission` (a block's schedule), `pending:<netuid>`, `loaded:<netuid>:<hotkey>`,
 * `stake:<hotkey>:<coldkey>`, `balance:<coldkey>`, `lock:<netuid>`; and where they end: `dust` (named, never issued or lost),
 * `unissued` (root's share), `recycled` (burnt), `fees`, `root-call`. Accounts as hex.
 */
export type LedgerAccount = string;

/** One movement of rao. */
export interface LedgerEntry {
  readonly block: number;
  /** Place in its block, from 0. */
  readonly index: number;
  readonly kind: EntryKind;
  /** undefined: of no subnet. */
  readonly netuid: number | undefined;
  /** Block of the epoch that it follows from; undefined: of none. */
  readonly epoch: number | undefined;
  readonly from: LedgerAccount;
  readonly to: LedgerAccount;
  /** Hotkey that earned it, where one did. */
  readonly hotkey: string | undefined;
  readonly rao: bigint;
  /** The rule that it follows from, in the words of the chain. */
  readonly basis: string;
}

/** A check that failed: in this block the chain's totals are not what its rules give. */
export interface AuditProblem {
  /** What was compared, for example `issued`, `pending of 3`, `stake of <hotkey>`. */
  readonly check: string;
  readonly netuid: number | undefined;
  readonly expectedRao: bigint;
  readonly gotRao: bigint;
}

/** An epoch's books: `pendingRao` = Σ loaded + `dustRao`. */
export interface EpochAudit {
  readonly netuid: number;
  readonly block: number;
  readonly pendingRao: bigint;
  readonly loadedRao: bigint;
  readonly dustRao: bigint;
}

/** A block's books: `inRao` = `outRao` + `dustRao`, and the chain's own totals moved by exactly that. */
export interface BlockAudit {
  readonly block: number;
  /** Hex without 0x. */
  readonly hash: string;
  readonly inRao: bigint;
  readonly outRao: bigint;
  readonly dustRao: bigint;
  /** Came into issuance, by the rules. */
  readonly mintedRao: bigint;
  /** Left issuance: recycled. */
  readonly recycledRao: bigint;
  /** TotalIssuance after the block. */
  readonly issuedRao: bigint;
  readonly epochs: readonly EpochAudit[];
  readonly problems: readonly AuditProblem[];
  /** Blocks before it that the chain could not show any more: the books begin anew here. */
  readonly gap: number;
}

/** One block of the ledger. */
export interface BlockLedger {
  readonly audit: BlockAudit;
  readonly entries: readonly LedgerEntry[];
}

export const entryKind = z.enum(ENTRY_KINDS);
