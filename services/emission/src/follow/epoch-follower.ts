import type { Hex } from '@yumanet/chain-client';
import type { EpochVerdict, EpochVerified } from '@yumanet/proto/emission/v1';
import { Publisher } from '@yumanet/service-kit';
import { verdictName, type EmissionMetrics } from '../metrics.js';
import { loadVerdicts, type VerdictStream } from '../verdicts/load-verdicts.js';
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
  #publish: (verdict: EpochVerdict) => Promise<unknown> = () => Promise.resolve();

  constructor(options: EpochFollowerOptions) {
    super('epoch-follower', 'epochs', options);
    this.#options = options;
  }

  protected override async begin(stream: VerdictStream, signal: AbortSignal): Promise<number> {
    const { bus, store, keep } = this.#options;
    const publisher = new Publisher<EpochVerified>(bus, await loadVerdicts(bus, stream, store, keep, signal));
    const genesisHash = Buffer.from(stream.genesisHash);
    this.#publish = (verdict) =>
      publisher.publish(
        { genesisHash, verdict },
        { messageId: `${verdict.blockHash.toString('hex')}-${verdict.netuid}` },
      );
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
    await this.untilDone(() => this.#publish(verdict));
    store.add(verdict);
    this.#report(verdict);
  }

  #report(verdict: EpochVerdict): void {
    const { logger, metrics } = this.#options;
    const name = verdictName(verdict.verdict);
    const { netuid, difference, reason } = verdict;
    metrics.verdicts.inc({ netuid: String(netuid), verdict: name });
    const facts = { netuid, block: Number(verdict.block), verdict: name };
    if (name === 'equal') logger.info(facts, 'epoch is equal');
    else if (name === 'different') logger.error({ ...facts, ...difference }, 'epoch differs');
    else logger.warn({ ...facts, reason }, 'epoch not verifiable');
  }
}
