import { toHex, type Hex } from '@yumanet/chain-client';
import { topicsOf } from '@yumanet/proto';
import type { Block, BlockFinalized } from '@yumanet/proto/chain/v1';
import type { EpochVerdict, EpochVerified } from '@yumanet/proto/emission/v1';
import {
  Publisher,
  backoffDelay,
  follow,
  isServiceError,
  sleep,
  type Bus,
  type Component,
  type Health,
  type Logger,
  type Received,
} from '@yumanet/service-kit';
import { verdictName, type EmissionMetrics } from '../metrics.js';
import { checkChain, loadVerdicts, type VerdictStream } from '../verdicts/load-verdicts.js';
import type { VerdictStore } from '../verdicts/verdict-store.js';
import { verdictMessage } from '../verify/verdict-message.js';
import type { EpochName, Verification } from '../verify/verify-epoch.js';

export interface FollowerOptions {
  readonly bus: Bus;
  readonly store: VerdictStore;
  readonly keep: number;
  readonly logger: Logger;
  readonly health: Health;
  readonly metrics: EmissionMetrics;
  /** Asked once the chain is connected. */
  readonly stream: () => Promise<VerdictStream>;
  readonly verify: (name: EpochName, blockHash: Hex) => Promise<Verification>;
  /** It cannot go on. */
  readonly onFatal: (error: unknown) => void;
}

/** Failures that pass by themselves: asked or published again until the service stops. */
const MAY_PASS: ReadonlySet<string> = new Set([
  'UNAVAILABLE',
  'DEADLINE_EXCEEDED',
  'RESOURCE_EXHAUSTED',
  // No stream of blocks yet: its chain makes it.
  'NOT_FOUND',
]);

/** Goes through the final blocks, each epoch once, from where the kept verdicts end. */
export class EpochFollower implements Component {
  readonly name = 'epoch-follower';
  readonly #options: FollowerOptions;
  readonly #stop = new AbortController();
  #running: Promise<void> = Promise.resolve();

  constructor(options: FollowerOptions) {
    this.#options = options;
  }

  async start(signal?: AbortSignal): Promise<void> {
    const { bus, store, keep, onFatal } = this.#options;
    const stream = await this.#options.stream();
    const topic = await loadVerdicts(bus, stream, store, keep, signal ?? this.#stop.signal);
    const publisher = new Publisher(bus, topic);
    this.#running = this.#untilDone(() => this.#run(stream, publisher)).catch((error: unknown) => {
      if (!this.#stop.signal.aborted) onFatal(error);
    });
  }

  async drain(): Promise<void> {
    this.#stop.abort();
    await this.#running;
  }

  async #run(stream: VerdictStream, publisher: Publisher<EpochVerified>): Promise<void> {
    const { bus, store, health, metrics } = this.#options;
    // The last verdict's block once more: it may hold epochs of other subnets that have none yet.
    const from = Number(store.last?.sourceSequence ?? 1n);
    const { signal } = this.#stop;
    for await (const received of follow(bus, topicsOf(stream.network).blockFinalized, { from, signal })) {
      const block = blockOf(received, stream);
      for (const verdict of await this.#verdicts(block, received.sequence)) {
        const messageId = `${verdict.blockHash.toString('hex')}-${verdict.netuid}`;
        const message = { genesisHash: Buffer.from(stream.genesisHash), verdict };
        await this.#untilDone(() => publisher.publish(message, { messageId }));
        store.add(verdict);
        this.#report(verdict);
      }
      metrics.lastBlock.set(Number(block.header.number));
      health.set('epochs', {});
    }
  }

  /** Of a block's epochs, those that have no verdict yet. */
  async #verdicts(block: WholeBlock, sequence: number): Promise<EpochVerdict[]> {
    const { store, verify } = this.#options;
    const { number, hash } = block.header;
    const verdicts: EpochVerdict[] = [];
    for (const { netuid, snapshotDigest } of block.epochs) {
      if (store.find(netuid, number)) continue;
      const name = { netuid, block: Number(number), snapshotDigest: snapshotDigest.toString('hex') };
      const result = await this.#untilDone(() => verify(name, toHex(hash)));
      verdicts.push(verdictMessage(name, { blockHash: hash.toString('hex'), sequence }, result));
    }
    return verdicts;
  }

  async #untilDone<T>(work: () => Promise<T>): Promise<T> {
    const { bus, health, logger } = this.#options;
    for (let failures = 0; ; failures += 1) {
      try {
        return await work();
      } catch (error) {
        if (!isServiceError(error) || !MAY_PASS.has(error.status)) throw error;
        logger.warn({ error }, 'epoch: again');
        health.set('epochs', { ready: false, detail: error.message });
        await sleep(bus.clock, backoffDelay(failures, { initialMs: 100, maxMs: 5_000 }), this.#stop.signal);
      }
    }
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

type WholeBlock = Block & { readonly header: NonNullable<Block['header']> };

/** @throws ServiceError WRONG_CHAIN when the bus carries another chain's blocks. */
function blockOf({ message }: Received<BlockFinalized>, stream: VerdictStream): WholeBlock {
  checkChain(message.genesisHash, stream.genesisHash, 'final blocks on the bus');
  return message.block as WholeBlock;
}
