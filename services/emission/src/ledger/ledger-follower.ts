import { hasCode } from '@yumanet/service-kit';
import { emissionError } from '../errors.js';
import { BlockFollower, type BlockFollowerOptions } from '../follow/block-follower.js';
import type { ChainBehind } from '../follow/chain-behind.js';
import type { FinalBlock } from '../follow/final-block.js';
import type { LedgerMetrics } from '../metrics.js';
import type { VerdictStream } from '../verdicts/verdict-log.js';
import { blockLedger, paidAfter } from './block-ledger.js';
import type { BlockAudit, BlockLedger } from './ledger-entry.js';
import type { LedgerHead, LedgerStore } from './ledger-store.js';
import { openingLedger } from './opening-ledger.js';
import type { EconomyAt, ReadEconomyAt } from './source/read-economy-at.js';

export interface LedgerFollowerOptions extends BlockFollowerOptions {
  readonly store: LedgerStore;
  readonly metrics: LedgerMetrics;
  readonly readAt: ReadEconomyAt;
  /** Around what is read of a block. Default: every block that the bus has is on the chain. */
  readonly behind?: Pick<ChainBehind, 'read'>;
  /** Told of every block that is written. */
  readonly onAudit: (audit: BlockAudit) => void;
}

/** Writes every final block into the ledger, each once, from where the ledger ends. */
export class LedgerFollower extends BlockFollower {
  readonly #options: LedgerFollowerOptions;
  #head: LedgerHead | undefined;

  constructor(options: LedgerFollowerOptions) {
    super('ledger', 'ledger', options);
    this.#options = options;
  }

  stop(): Promise<void> {
    return this.#options.store.close();
  }

  protected override async begin({ genesisHash }: VerdictStream): Promise<number> {
    const { store } = this.#options;
    await this.untilDone(() => store.open(Buffer.from(genesisHash).toString('hex')));
    this.#head = await this.untilDone(() => store.head());
    return (this.#head?.sequence ?? 0) + 1;
  }

  protected override async take(block: FinalBlock): Promise<void> {
    const head = this.#head;
    // Delivered again, or published by a node that goes on after a crash.
    if (head !== undefined && block.number <= head.block) await this.#checkKnown(block);
    else await this.untilDone(() => this.#write(block, head));
  }

  /** @throws ServiceError LEDGER_CONFLICT for another block of a height that is in the books. */
  async #checkKnown({ number, hash }: FinalBlock): Promise<void> {
    const known = await this.untilDone(() => this.#options.store.audit(number));
    if (known === undefined || known.hash === hash) return;
    const what = `block ${number}: expected ${known.hash}, got ${hash}`;
    throw emissionError('LEDGER_CONFLICT', what, { block: number });
  }

  /** Leaves out a block whose state the chain no longer has. */
  async #write({ number, hash, sequence }: FinalBlock, head: LedgerHead | undefined): Promise<void> {
    const { store, readAt, behind, logger, metrics, onAudit } = this.#options;
    const follows = head?.block === number - 1;
    let after: EconomyAt;
    try {
      const read = () => readAt(hash, follows ? paidAfter(head.state) : []);
      after = await (behind?.read(number, hash, read) ?? read());
    } catch (error) {
      if (!hasCode(error, 'STATE_DISCARDED', 'BLOCK_UNKNOWN')) throw error;
      logger.warn({ block: number, code: error.code }, 'ledger: a block is left out');
      metrics.skipped.inc();
      return;
    }
    const { state, money } = after;
    const ledger: BlockLedger = follows
      ? blockLedger({ hash, before: head.state, after: state, money })
      : openingLedger(hash, state, head?.block);
    await store.append(ledger, { state, sequence });
    this.#head = { block: number, hash, state, sequence };
    this.#report(ledger);
    onAudit(ledger.audit);
  }

  #report({ audit, entries }: BlockLedger): void {
    const { logger, metrics } = this.#options;
    metrics.entries.inc(entries.length);
    metrics.block.set(audit.block);
    metrics.minted.inc(Number(audit.mintedRao));
    for (const { check, netuid, expectedRao, gotRao } of audit.problems) {
      metrics.problems.inc({ check: check.split(' of ')[0] ?? check });
      const facts = {
        block: audit.block,
        check,
        netuid,
        expectedRao: String(expectedRao),
        gotRao: String(gotRao),
      };
      logger.error(facts, 'the economy does not add up');
    }
  }
}
