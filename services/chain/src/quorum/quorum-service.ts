import { CallContext, type FrameRuntime, type RuntimeHost } from '@yumanet/frame';
import { EpochDue, type EpochComputed } from '@yumanet/proto/emission/v1';
import { subjectsOf, topicsOf } from '@yumanet/proto';
import { messageOf, sleep, systemClock, type Logger } from '@yumanet/service-kit/core';
import { type Bus, Publisher, WorkQueue, ensureStream, follow } from '@yumanet/service-kit/nats';
import { epochsDueNext } from '@yumanet/subtensor';
import type { EpochInput2024 } from '@yumanet/yuma-core';
import { fromHex } from '../bytes.js';
import { RuntimeApi } from '../node/runtime/runtime-api.js';
import type { ChainStore } from '../node/state/chain-store.js';
import { Overlay } from '../node/state/overlay.js';
import { readSlot } from '../node/block/block-time.js';
import { auraPreRuntime } from '../node/block/header.js';
import { EpochQuorum, type EpochQuorumOptions } from './epoch-quorum.js';
import type { QuorumMetrics } from './quorum-metrics.js';

export interface QuorumServiceOptions extends Omit<
  EpochQuorumOptions,
  'genesisHash' | 'onExcluded' | 'onIgnored'
> {
  readonly bus: Bus;
  readonly network: string;
  readonly replicas: number;
  /** Milliseconds from when an epoch is due until the chain computes it itself. */
  readonly deadlineMs: number;
  readonly runtime: FrameRuntime;
  readonly host: RuntimeHost;
  readonly store: ChainStore;
  readonly metrics: QuorumMetrics | undefined;
  readonly log: Logger;
}

const MAX_RESULTS = 10_000;
/** A worker that is silent for so long has lost its job to another. */
const ACK_WAIT_MS = 1_000;
const ZERO_HASH = new Uint8Array(32);

/**
 * Has the epochs of each next block computed by workers before the block is made. Whatever goes wrong with the bus or
 * with workers, the block waits no longer than the deadline, and is the same.
 */
export class QuorumService {
  readonly quorum: EpochQuorum;
  readonly #options: QuorumServiceOptions;
  readonly #genesis: Buffer;
  readonly #stop = new AbortController();
  #queue: WorkQueue<EpochDue> | undefined;
  #listening: Promise<void> = Promise.resolve();

  constructor(options: QuorumServiceOptions) {
    this.#options = options;
    const { store, metrics, log } = options;
    const genesisHash = store.hashOf(0)!;
    this.#genesis = Buffer.from(genesisHash);
    this.quorum = new EpochQuorum({
      ...options,
      genesisHash: Buffer.from(genesisHash).toString('hex'),
      onIgnored: (why) => metrics?.ignored.inc({ why }),
      onExcluded: (found) => {
        log.error(found, 'an epoch worker computed something else, and is not heard any more');
        metrics?.excluded.inc({ worker: found.worker });
        this.#publishExcluded(found).catch((error: unknown) =>
          log.warn({ error: messageOf(error) }, 'excluded worker not published'),
        );
      },
    });
  }

  /** Begins to listen; NATS need not be there yet. */
  start(): void {
    this.#listening = this.#listen().catch((error: unknown) => {
      if (!this.#stop.signal.aborted)
        this.#options.log.error({ error: messageOf(error) }, 'epoch results are not heard');
    });
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#listening;
    await this.#options.bus.stop();
  }

  /** To be awaited before the block after `parent` is made. Never rejects: what is not prepared the block computes. */
  async prepare(parent: number): Promise<void> {
    try {
      const inputs = this.#inputsAfter(parent);
      if (inputs.length > 0) await this.#agreeOn(inputs, parent + 1);
    } catch (error) {
      this.#options.log.error({ error: messageOf(error) }, 'epochs not prepared, computed in their block');
    }
  }

  /** What the epochs of the block after `parent` read. */
  #inputsAfter(parent: number): readonly EpochInput2024[] {
    const { runtime, host, store, yuma } = this.#options;
    yuma.forget();
    const state = new Overlay(store.stateAt(parent));
    if (epochsDueNext(new CallContext(runtime.linked, state, host)).length === 0) return [];
    const dry: RuntimeHost = { ...host, dryRun: true };
    return yuma.record(() =>
      new RuntimeApi(runtime, new Overlay(store.stateAt(parent)), dry).initializeBlock({
        parentHash: store.hashOf(parent)!,
        number: parent + 1,
        stateRoot: ZERO_HASH,
        extrinsicsRoot: ZERO_HASH,
        // No epoch reads the slot, but it must grow.
        digest: [auraPreRuntime((readSlot(store.header(parent)!) ?? 0n) + 1n)],
      }),
    );
  }

  async #agreeOn(inputs: readonly EpochInput2024[], block: number): Promise<void> {
    const { deadlineMs, metrics, log } = this.#options;
    // Subnets of equal inputs have one epoch between them.
    const open = new Map(
      inputs.map((input) => {
        const { digest, agreed } = this.quorum.open(input, block);
        return [digest, agreed];
      }),
    );
    const deadline = Date.now() + deadlineMs;
    const ended = new AbortController();
    if (this.quorum.heard >= this.#options.quorum)
      await Promise.race([
        Promise.all([this.#push([...open.keys()], block, deadline), ...open.values()]).catch(
          (error: unknown) => log.warn({ error: messageOf(error) }, 'epochs not given to workers'),
        ),
        sleep(systemClock(), deadlineMs, ended.signal).catch(() => undefined),
      ]);
    ended.abort();
    const computed = this.quorum.computeRest();
    metrics?.epochs.inc({ by: 'chain' }, computed);
    metrics?.epochs.inc({ by: 'workers' }, open.size - computed);
  }

  async #push(digests: readonly string[], block: number, deadline: number): Promise<void> {
    const queue = await this.#workQueue();
    // One for each worker, who does one and leaves the rest to others; an excluded one may still take its own.
    const jobs = digests.flatMap((digest) => this.#options.workers.map((_, copy) => ({ digest, copy })));
    await Promise.all(
      jobs.map(({ digest, copy }) =>
        queue.push(
          {
            genesisHash: this.#genesis,
            digest: Buffer.from(fromHex(digest)),
            block: BigInt(block),
            deadlineMs: BigInt(deadline),
            copy,
          },
          `${digest}-${block}-${copy}`,
        ),
      ),
    );
  }

  async #workQueue(): Promise<WorkQueue<EpochDue>> {
    const { bus, network, replicas } = this.#options;
    const subjects = subjectsOf(network);
    return (this.#queue ??= await WorkQueue.create(bus, {
      name: subjects.epochQueue,
      subject: subjects.epochDue,
      type: EpochDue,
      replicas,
      ackWaitMs: ACK_WAIT_MS,
      maxAttempts: 1_000,
      backoff: { initialMs: 20, maxMs: 100 },
    }));
  }

  async #listen(): Promise<void> {
    const { bus, network, replicas, log } = this.#options;
    const { signal } = this.#stop;
    const topic = topicsOf(network).epochComputed;
    const limits = { replicas, maxMessages: MAX_RESULTS };
    for (let ready = false; !ready && !signal.aborted;) {
      try {
        await bus.start();
        await ensureStream(bus, { ...limits, name: topic.stream, subjects: [topic.subject] });
        ready = true;
      } catch (error) {
        log.info({ error: messageOf(error) }, 'epoch results: again');
        await sleep(systemClock(), 1_000, signal).catch(() => undefined);
      }
    }
    for await (const { message } of follow<EpochComputed>(bus, topic, { from: 'new', signal }))
      this.quorum.hear(message);
  }

  async #publishExcluded(found: {
    worker: string;
    digest: string;
    block: number;
    reason: string;
  }): Promise<void> {
    const { bus, network, replicas } = this.#options;
    const topic = topicsOf(network).epochWorkerExcluded;
    await ensureStream(bus, {
      name: topic.stream,
      subjects: [topic.subject],
      replicas,
      maxMessages: MAX_RESULTS,
    });
    const [worker, digest] = [found.worker, found.digest].map((hex) => Buffer.from(fromHex(hex)));
    await new Publisher(bus, topic).publish(
      {
        genesisHash: this.#genesis,
        worker: worker!,
        digest: digest!,
        block: BigInt(found.block),
        reason: found.reason,
      },
      { messageId: `${found.worker}-${found.digest}` },
    );
  }
}
