import type { BlockFinalized } from '@yumanet/proto/chain/v1';
import { backoffDelay, hasCode, sleep } from '@yumanet/service-kit/core';
import { Publisher, readMessage, type Bus, type HeldLease, type Topic } from '@yumanet/service-kit/nats';
import { equalBytes } from '../bytes.js';
import { ChainError } from '../errors.js';
import { blockMessageId } from '../events/block-topic.js';
import { blockOfMessage } from '../messages/block-message.js';
import type { BlockTraces } from '../node/block-traces.js';
import type { BlockLog } from '../node/block-log.js';
import type { Block } from '../node/block/block.js';
import type { ChainStore } from '../node/state/chain-store.js';

export interface JetStreamBlockLogDependencies {
  readonly bus: Bus;
  readonly topic: Topic<BlockFinalized>;
  readonly store: ChainStore;
  readonly replicas: number;
  /** Of what trace each block is. */
  readonly traces?: BlockTraces;
  /** The stream does not acknowledge now (the error), or does again (undefined). */
  readonly onWaiting?: (error: unknown) => void;
}

const RETRY = { initialMs: 50, maxMs: 1_000 };

/**
 * The log of a cluster: the published stream itself, of which the store is a cache. Block `n` is message `n + 1`, and
 * is appended only where the stream's last sequence is `n`: that is the fence, whatever a node believes about its lease.
 */
export class JetStreamBlockLog implements BlockLog {
  private readonly publisher: Publisher<BlockFinalized>;
  private lease: Pick<HeldLease, 'isHeld' | 'prove'> | undefined;
  private messageOf: (block: Block) => BlockFinalized = unasked;
  private term = new AbortController();

  constructor(private readonly deps: JetStreamBlockLogDependencies) {
    this.publisher = new Publisher(deps.bus, deps.topic, { replicas: deps.replicas });
  }

  get height(): number {
    return this.deps.store.finalised;
  }

  /**
   * Lets this node append while it holds the lease.
   *
   * @param messageOf what is published of a block.
   * @returns aborts when it may not any more.
   */
  begin(
    lease: Pick<HeldLease, 'isHeld' | 'prove' | 'signal'>,
    messageOf: (block: Block) => BlockFinalized,
  ): AbortSignal {
    this.lease = lease;
    this.messageOf = messageOf;
    this.term = new AbortController();
    return AbortSignal.any([lease.signal, this.term.signal]);
  }

  /** From now on every append is refused, one under way too. */
  end(): void {
    this.lease = undefined;
    this.term.abort();
  }

  /**
   * Settles when the stream has acknowledged the block, however long that takes.
   *
   * @throws ChainError NOT_LEADER when another node wrote first or the lease is gone: whether the stream has the block is
   *   then for the next reader of it to see.
   */
  async append(block: Block): Promise<void> {
    const { number } = block.header;
    // First: what waits behind a block that was refused is refused like it.
    this.requireLease(block);
    if (number !== this.height + 1) {
      throw new ChainError('BLOCK_INVALID', `block log: expected block ${this.height + 1}, got ${number}`);
    }
    await this.publish(block);
    this.deps.store.finalise(number);
  }

  /** Puts blocks that are final here already into a stream that ends before them. @throws ChainError NOT_LEADER */
  async refill(lastSequence: number): Promise<void> {
    const { store } = this.deps;
    if (lastSequence > 0) await this.requireInStream(store.block(lastSequence - 1)!);
    for (let number = lastSequence; number <= store.finalised; number++) {
      await this.publish(store.block(number)!);
    }
  }

  async read(number: number): Promise<Block | undefined> {
    if (number > this.height) return undefined;
    const received = await readMessage(this.deps.bus, this.deps.topic, number + 1);
    return received && blockOfMessage(received.message.block);
  }

  private async publish(block: Block): Promise<void> {
    const { bus, onWaiting = () => undefined } = this.deps;
    for (let failures = 0; ; failures++) {
      const lease = this.requireLease(block);
      try {
        await this.publishOnce(block, lease);
        if (failures > 0) onWaiting(undefined);
        return;
      } catch (error) {
        if (error instanceof ChainError) throw error;
        onWaiting(error);
      }
      await sleep(bus.clock, backoffDelay(failures, RETRY), this.term.signal).catch(() => undefined);
    }
  }

  private async publishOnce(block: Block, lease: Pick<HeldLease, 'prove'>): Promise<void> {
    const { store, traces } = this.deps;
    const { number } = block.header;
    const messageId = blockMessageId(store.hashOf(0)!, number);
    const message = this.messageOf(block);
    try {
      const parent = traces?.of(number);
      const options = { messageId, expectedSequence: number, parent };
      // The stream refuses every other writer of this height.
      await lease.prove(() => this.publisher.publish(message, options));
    } catch (error) {
      if (!hasCode(error, 'SEQUENCE_CONFLICT')) throw error;
      // From us, when an answer was lost, or from another leader.
      await this.requireInStream(block);
    }
  }

  private async requireInStream(block: Block): Promise<void> {
    const { bus, topic } = this.deps;
    const { number } = block.header;
    const stored = await readMessage(bus, topic, number + 1);
    const hash = stored?.message.block?.header?.hash;
    if (hash === undefined || !equalBytes(hash, block.hash)) {
      throw this.fenced(number, hash === undefined ? 'a shorter one' : 'another block of that height');
    }
  }

  private requireLease({ header: { number } }: Block): Pick<HeldLease, 'prove'> {
    if (this.lease?.isHeld() !== true) throw this.fenced(number, 'no lease');
    return this.lease;
  }

  private fenced(number: number, got: string): ChainError {
    this.end();
    const text = `block log: expected a stream that takes block ${number} from this node, got ${got}`;
    return new ChainError('NOT_LEADER', text, { number });
  }
}

function unasked(): never {
  throw new ChainError('NOT_LEADER', 'block log: expected a lease first, got none');
}
