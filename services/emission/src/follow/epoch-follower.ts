import type { Hex } from '@yumanet/chain-client';
import type { EpochVerdict } from '@yumanet/proto/emission/v1';
import { verdictName, type EmissionMetrics } from '../metrics.js';
import { VerdictLog, type VerdictStream } from '../verdicts/verdict-log.js';
import type { VerdictStore } from '../verdicts/verdict-store.js';
import { verdictMessage } from '../verify/verdict-message.js';
import type { EpochName, Verification } from '../verify/verify-epoch.js';
import { BlockFollower, type BlockFollowerOptions } from './block-follower.js';
import type { FinalBlock } from './final-block.js';

export interface EpochFollowerOptions extends BlockFollowerOptions {
  readonly store: VerdictStore;
  readonly keep: number;
  readonly metrics: EmissionMetrics;
  readonly verify: (name: EpochName, blockHash: Hex) => Promise<Verification>;
}

/** Verifies each epoch of the final blocks once, from where the kept verdicts end. */
export class EpochFollower extends BlockFollower {
  readonly #options: EpochFollowerOptions;
  #log: VerdictLog | undefined;

  constructor(options: EpochFollowerOptions) {
    super('epoch-follower', 'epochs', options);
    this.#options = options;
  }

  protected override async begin(stream: VerdictStream, signal: AbortSignal): Promise<number> {
    const { bus, store, keep } = this.#options;
    this.#log = await VerdictLog.open({ bus, stream, store, keep }, signal);
    // The last verdict's block once more: it may hold epochs of other subnets that have none yet.
    return Number(store.last?.sourceSequence ?? 1n);
  }

  protected override async take({ number, hash, epochs, sequence }: FinalBlock): Promise<void> {
    const { bus, store, metrics } = this.#options;
    // Older than what is kept: published again, and verified long ago.
    const replayed = BigInt(number) < (store.first?.block ?? 0n);
    for (const { netuid, snapshotDigest } of replayed ? [] : epochs) {
      if (store.find(netuid, BigInt(number))) continue;
      const name = { netuid, block: number, snapshotDigest };
      const attributes = { 'yumanet.netuid': netuid };
      await bus.tracing.span('verify epoch', { attributes }, () => this.#verify(name, hash, sequence));
    }
    metrics.lastBlock.set(number);
  }

  async #verify(name: EpochName, hash: string, sequence: number): Promise<void> {
    const { store, verify } = this.#options;
    const result = await this.untilDone(() => verify(name, `0x${hash}`));
    const verdict = verdictMessage(name, { blockHash: hash, sequence }, result);
    const counts = await this.untilDone(() => (this.#log as VerdictLog).put(verdict));
    store.add(counts);
    this.#report(verdict, counts);
  }

  /** @param counts the one that is published: another service may have been first. */
  #report(verdict: EpochVerdict, counts: EpochVerdict): void {
    const { logger, metrics } = this.#options;
    const name = verdictName(verdict.verdict);
    const { netuid, difference, reason } = verdict;
    metrics.verdicts.inc({ netuid: String(netuid), verdict: name });
    const facts = { netuid, block: Number(verdict.block), verdict: name };
    if (counts.verdict !== verdict.verdict)
      logger.error(
        { ...facts, published: verdictName(counts.verdict) },
        'another service has another verdict',
      );
    if (name === 'equal') logger.info(facts, 'epoch is equal');
    else if (name === 'different') logger.error({ ...facts, ...difference }, 'epoch differs');
    else logger.warn({ ...facts, reason }, 'epoch not verifiable');
  }
}
