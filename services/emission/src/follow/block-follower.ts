import { topicsOf } from '@yumanet/proto';
import type { BlockFinalized } from '@yumanet/proto/chain/v1';
import {
  SpanKind,
  follow,
  hasCode,
  type Bus,
  type Component,
  type Health,
  type Logger,
  type Received,
  type ServiceError,
} from '@yumanet/service-kit';
import type { FollowMetrics } from '../metrics.js';
import type { VerdictStream } from '../verdicts/verdict-log.js';
import { finalBlock, type FinalBlock } from './final-block.js';
import { untilDone } from './until-done.js';

export interface BlockFollowerOptions {
  readonly bus: Bus;
  readonly logger: Logger;
  readonly health: Health;
  readonly followed: FollowMetrics;
  /** Asked once the chain is connected. */
  readonly stream: () => Promise<VerdictStream>;
  /** It cannot go on. */
  readonly onFatal: (error: unknown) => void;
}

/**
 * Goes through the final blocks on the bus. What is no block of this chain is refused by name and passed over; blocks that
 * the bus no longer has are a gap that is named; whatever passes by itself is waited for.
 */
export abstract class BlockFollower implements Component {
  readonly #stop = new AbortController();
  #running: Promise<void> = Promise.resolve();

  /** @param part its name in health reports and metrics. */
  protected constructor(
    readonly name: string,
    private readonly part: string,
    private readonly options: BlockFollowerOptions,
  ) {}

  /** Opens what it writes to. @returns the first message wanted, from 1. */
  protected abstract begin(stream: VerdictStream, signal: AbortSignal): Promise<number>;

  /** Takes one block. @throws ServiceError with one of REFUSALS for a block that is passed over. */
  protected abstract take(block: FinalBlock): Promise<void>;

  async start(signal?: AbortSignal): Promise<void> {
    const stream = await this.options.stream();
    const from = await this.begin(stream, signal ?? this.#stop.signal);
    this.#running = this.#run(stream, from).catch((error: unknown) => {
      if (!this.#stop.signal.aborted) this.options.onFatal(error);
    });
  }

  async drain(): Promise<void> {
    this.#stop.abort();
    await this.#running;
  }

  /** Tries again, and says in the health report why, until it is done. */
  protected untilDone<T>(work: () => Promise<T>): Promise<T> {
    const { bus, health, logger } = this.options;
    const onFailure = (error: ServiceError): void => {
      logger.warn({ error }, `${this.part}: again`);
      health.set(this.part, { ready: false, detail: error.message });
    };
    return untilDone(work, { clock: bus.clock, signal: this.#stop.signal, onFailure });
  }

  async #run(stream: VerdictStream, from: number): Promise<void> {
    const { bus, logger, health } = this.options;
    const { signal } = this.#stop;
    const topic = topicsOf(stream.network).blockFinalized;
    let next = from;
    const follows = async (): Promise<void> => {
      for await (const received of follow(bus, topic, { from: next, signal })) {
        await this.#one(received, stream);
        next = received.sequence + 1;
        health.set(this.part, {});
      }
    };
    while (!signal.aborted) {
      try {
        await this.untilDone(follows);
      } catch (error) {
        if (!hasCode(error, 'STREAM_GAP') || signal.aborted) throw error;
        next = Number(error.data['got']);
        logger.warn({ error }, `${this.part}: blocks are gone from the bus`);
      }
    }
  }

  async #one(received: Received<BlockFinalized>, stream: VerdictStream): Promise<void> {
    try {
      const block = finalBlock(received, stream);
      // Goes on with the trace in which the chain made the block.
      const attributes = { 'yumanet.block': block.number };
      const span = { kind: SpanKind.CONSUMER, parent: received.context, attributes };
      await this.options.bus.tracing.span(`${this.part} of block`, span, () => this.take(block));
    } catch (error) {
      if (!hasCode(error, ...REFUSALS)) throw error;
      this.options.followed.refused.inc({ by: this.part, code: error.code });
      this.options.logger.error({ error, sequence: received.sequence }, `${this.part}: a block is refused`);
    }
  }
}

/** What is wrong with a message, and not with this service. */
const REFUSALS = ['WRONG_CHAIN', 'BLOCK_MALFORMED', 'LEDGER_CONFLICT'] as const;
