import type { Key } from '@yumanet/chain-client';
import { subjectsOf, topicsOf } from '@yumanet/proto';
import type { ChainServiceService } from '@yumanet/proto/chain/v1';
import { EpochDue, type EpochComputed } from '@yumanet/proto/emission/v1';
import {
  Publisher,
  WorkQueue,
  hasCode,
  kitError,
  type Bus,
  type Component,
  type GrpcClient,
  type Logger,
} from '@yumanet/service-kit';
import type { YumaEngine } from '@yumanet/yuma-core';
import { untilDone } from '../follow/until-done.js';
import { checkChain, type VerdictStream } from '../verdicts/verdict-log.js';
import { computeEpoch } from './compute-epoch.js';

export interface EpochWorkerOptions {
  readonly bus: Bus;
  readonly chain: Pick<GrpcClient<typeof ChainServiceService>, 'getDueEpoch'>;
  readonly yuma: YumaEngine;
  readonly key: () => Promise<Key>;
  readonly logger: Logger;
  readonly stream: () => Promise<VerdictStream>;
  /** It cannot go on. */
  readonly onFatal: (error: unknown) => void;
  readonly onComputed?: () => void;
}

const CALL_MS = 5_000;
const JOB_MS = 10_000;
const REMEMBERED = 1_024;
/** As the chain makes the queue: whoever comes first makes it. */
const QUEUE = { ackWaitMs: 1_000, maxAttempts: 1_000, backoff: { initialMs: 20, maxMs: 100 } };

/** Computes epochs that wait in the chain's work queue; of each epoch one copy, so that workers are distinct. */
export class EpochWorker implements Component {
  readonly name = 'epoch-worker';
  readonly #stop = new AbortController();
  readonly #done = new Set<string>();
  #running: Promise<void> = Promise.resolve();

  constructor(private readonly options: EpochWorkerOptions) {}

  async start(): Promise<void> {
    const { stream, key, onFatal } = this.options;
    const [at, signer] = await Promise.all([stream(), key()]);
    this.#running = this.#run(at, signer).catch((error: unknown) => {
      if (!this.#stop.signal.aborted) onFatal(error);
    });
  }

  async drain(): Promise<void> {
    this.#stop.abort();
    await this.#running;
  }

  async #run(at: VerdictStream, key: Key): Promise<void> {
    const { bus, logger } = this.options;
    const { signal } = this.#stop;
    const subjects = subjectsOf(at.network);
    const publisher = new Publisher<EpochComputed>(bus, topicsOf(at.network).epochComputed);
    const queue = await untilDone(
      () =>
        WorkQueue.create(bus, {
          name: subjects.epochQueue,
          subject: subjects.epochDue,
          type: EpochDue,
          replicas: at.replicas,
          ...QUEUE,
        }),
      { clock: bus.clock, signal, onFailure: (error) => logger.info({ error }, 'epoch worker: again') },
    );
    await queue.work((due) => this.#compute(due, at, key, publisher), {
      concurrency: 4,
      jobMs: JOB_MS,
      signal,
    });
  }

  async #compute(
    { genesisHash, digest, deadlineMs, copy }: EpochDue,
    at: VerdictStream,
    key: Key,
    publisher: Publisher<EpochComputed>,
  ): Promise<void> {
    const { bus, chain, yuma, logger, onComputed } = this.options;
    checkChain(genesisHash, at.genesisHash, 'due epochs on the bus');
    // The chain computes it itself by now.
    if (BigInt(bus.clock.now()) > deadlineMs) return;
    const name = digest.toString('hex');
    if (this.#done.has(name))
      throw kitError('UNAVAILABLE', `epoch ${name}: expected another worker for copy ${copy}`);
    this.#remember(name);
    try {
      const { input } = await chain.getDueEpoch({ digest }, { deadlineMs: CALL_MS });
      const computed = computeEpoch(at.genesisHash, digest, input, { key, yuma });
      await publisher.publish(computed, { messageId: `${name}-${key.address}` });
      onComputed?.();
    } catch (error) {
      // Decided meanwhile.
      if (hasCode(error, 'EPOCH_UNKNOWN')) return;
      this.#done.delete(name);
      logger.warn({ error }, 'epoch not computed');
      throw error;
    }
  }

  #remember(name: string): void {
    this.#done.add(name);
    const [oldest] = this.#done;
    if (this.#done.size > REMEMBERED && oldest !== undefined) this.#done.delete(oldest);
  }
}
