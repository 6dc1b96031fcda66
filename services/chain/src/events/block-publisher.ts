import type { BlockFinalized } from '@yumanet/proto/chain/v1';
import {
  backoffDelay,
  isServiceError,
  messageOf,
  sleep,
  type Health,
  type Logger,
} from '@yumanet/service-kit/core';
import { Publisher, type Bus, type Topic } from '@yumanet/service-kit/nats';
import { finalBlockMessage } from '../messages/block-message.js';
import type { Block } from '../node/block/block.js';
import type { Chain } from '../node/chain.js';
import { followBlocks } from '../node/follow-blocks.js';
import { blockMessageId } from './block-topic.js';
import { resumePoint } from './resume-point.js';

export interface BlockPublisherDependencies {
  readonly chain: Chain;
  /** Not started yet; the publisher starts and stops it. */
  readonly bus: Bus;
  readonly topic: Topic<BlockFinalized>;
  readonly replicas: number;
  readonly maxBlocks?: number | undefined;
  readonly health: Health;
  readonly log: Logger;
}

/** What the publisher is called in health reports. */
const PART = 'nats';
const RETRY = { initialMs: 100, maxMs: 5_000 };
/** A stop waits this long for a publish under way; what it leaves is published after the next start. */
const STOP_MS = 2_000;

/**
 * Publishes every final block, once, in order. The stream itself says where to go on, and each publish names the
 * sequence it expects: neither a restart nor a lost acknowledgement leaves a gap or a double. Without NATS the chain
 * goes on; what was missed is read from the store.
 */
export class BlockPublisher {
  private readonly controller = new AbortController();
  private readonly publisher: Publisher<BlockFinalized>;
  private readonly genesis: Uint8Array;
  private ended: Promise<void> = Promise.resolve();
  private busStarted = false;
  /** The last failure; undefined while all is well. */
  private trouble: { readonly code: string; readonly text: string } | undefined;
  private unsubscribe: () => void = () => undefined;
  private nextNumber: number | undefined;

  constructor(private readonly deps: BlockPublisherDependencies) {
    const { bus, topic, replicas, chain } = deps;
    this.publisher = new Publisher(bus, topic, { replicas });
    this.genesis = chain.store.hashOf(0)!;
  }

  /** Number of the next block to publish; undefined until the stream has been asked. */
  get next(): number | undefined {
    return this.nextNumber;
  }

  start(): void {
    const { bus, chain, health } = this.deps;
    health.set(PART, { detail: 'not connected yet' });
    bus.onState((state) => {
      if (state === 'disconnected') this.failed(new Error('connection lost'), 'DISCONNECTED');
    });
    // What waits grows with the chain, not with the attempts.
    this.unsubscribe = chain.events.on('finalised', () => this.showTrouble());
    this.ended = this.run();
  }

  async stop(): Promise<void> {
    this.controller.abort();
    this.unsubscribe();
    await Promise.race([this.ended, sleep(this.deps.bus.clock, STOP_MS)]);
    await this.deps.bus.stop();
  }

  private async run(): Promise<void> {
    const { signal } = this.controller;
    for (let failures = 0; !signal.aborted; failures++) {
      const before = this.nextNumber;
      try {
        await this.connect();
        await this.publishAll();
      } catch (error) {
        if (!signal.aborted) this.failed(error, isServiceError(error) ? error.code : 'UNFORESEEN');
      }
      if (this.nextNumber !== before) failures = 0;
      await sleep(this.deps.bus.clock, backoffDelay(failures, RETRY), signal).catch(() => undefined);
    }
  }

  private async connect(): Promise<void> {
    const { bus } = this.deps;
    const { signal } = this.controller;
    if (this.busStarted) return bus.connected(signal);
    await bus.start();
    this.busStarted = true;
    // The node was stopped meanwhile and has already closed what there was.
    if (signal.aborted) await bus.stop();
  }

  private async publishAll(): Promise<void> {
    const { chain } = this.deps;
    const { signal } = this.controller;
    let sequence = await resumePoint(this.deps);
    this.nextNumber = sequence;
    this.well();
    for await (const block of followBlocks(chain, { from: sequence, unfinalised: false, signal })) {
      sequence = await this.publish(block, sequence);
      this.nextNumber = sequence;
      this.well();
    }
  }

  /** @returns the stream's last sequence, this block's. */
  private async publish(block: Block, expectedSequence: number): Promise<number> {
    const messageId = blockMessageId(this.genesis, block.header.number);
    // The publisher itself puts large messages into the object store, whole.
    const message = finalBlockMessage(this.deps.chain, block);
    const parent = this.deps.chain.traces.of(block.header.number);
    return (await this.publisher.publish(message, { messageId, expectedSequence, parent })).sequence;
  }

  private well(): void {
    if (this.trouble === undefined && this.deps.health.report().parts[PART]?.detail === undefined) return;
    this.trouble = undefined;
    this.deps.health.set(PART, {});
    this.deps.log.info({ next: this.nextNumber, stream: this.deps.topic.stream }, 'publishing blocks');
  }

  /** The chain goes on, so the node stays ready; the detail tells operators. */
  private failed(error: unknown, code: string): void {
    const known = this.trouble?.code === code;
    this.trouble = { code, text: messageOf(error) };
    this.showTrouble();
    if (!known) {
      this.deps.log.warn(
        { error, code, waiting: this.waiting() },
        'blocks are not published; the chain goes on',
      );
    }
  }

  private showTrouble(): void {
    if (this.trouble === undefined) return;
    const { code, text } = this.trouble;
    const detail = `not publishing (${code}): ${text}; ${this.waiting()} final blocks wait`;
    this.deps.health.set(PART, { detail });
  }

  private waiting(): number {
    return this.deps.chain.store.finalised + 1 - (this.nextNumber ?? 0);
  }
}
