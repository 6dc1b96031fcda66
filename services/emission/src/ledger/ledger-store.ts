import type { EconomyState } from '@yumanet/subtensor';
import type { BlockAudit, BlockLedger, EntryKind, LedgerEntry } from './ledger-entry.js';

/** Where a ledger goes on after a block. */
export interface LedgerPlace {
  /** The state after it: what the next block is compared with. */
  readonly state: EconomyState;
  /** The block's message in the stream of final blocks. */
  readonly sequence: number;
}

/** The newest block in a ledger. */
export interface LedgerHead extends LedgerPlace {
  readonly block: number;
  /** Hex without 0x. */
  readonly hash: string;
}

/** Which entries; everything is optional but the bounds. In the order of blocks. */
export interface EntryQuery {
  readonly fromBlock: number;
  readonly toBlock: number;
  readonly netuid?: number | undefined;
  /** Entries that this hotkey earned. Hex. */
  readonly hotkey?: string | undefined;
  readonly kind?: EntryKind | undefined;
  /** Continue after this place. */
  readonly after?: { readonly block: number; readonly index: number } | undefined;
  /** At most this many, 1 … 10,000. */
  readonly limit: number;
}

/** Sums over a range of blocks, rao. */
export interface LedgerTotals {
  readonly blocks: number;
  readonly entries: number;
  readonly inRao: bigint;
  readonly outRao: bigint;
  readonly dustRao: bigint;
  readonly mintedRao: bigint;
  readonly recycledRao: bigint;
  readonly problems: number;
  readonly gaps: number;
}

/**
 * The ledger of one chain on disk. A block is written whole or not at all; written again it changes nothing.
 *
 * @throws ServiceError LEDGER_CONFLICT for another block of a height that is there, LEDGER_GAP for one that does not
 *   follow, LEDGER_UNAVAILABLE while the store is away.
 */
export interface LedgerStore {
  /** @throws ServiceError WRONG_CHAIN when the ledger is another chain's, LEDGER_VERSION when its format is another. */
  open(genesisHash: string): Promise<void>;
  head(): Promise<LedgerHead | undefined>;
  /** @returns false when the block was there already. */
  append(ledger: BlockLedger, place: LedgerPlace): Promise<boolean>;
  entries(query: EntryQuery): Promise<readonly LedgerEntry[]>;
  audit(block: number): Promise<BlockAudit | undefined>;
  /** Of a range of blocks, ascending; `problemsOnly`: those in which something disagrees, or that begin anew. */
  audits(
    fromBlock: number,
    toBlock: number,
    limit: number,
    problemsOnly?: boolean,
  ): Promise<readonly BlockAudit[]>;
  totals(fromBlock: number, toBlock: number): Promise<LedgerTotals>;
  close(): Promise<void>;
}
