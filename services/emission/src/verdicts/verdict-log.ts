import { topicsOf } from '@yumanet/proto';
import type { EpochVerdict, EpochVerified } from '@yumanet/proto/emission/v1';
import {
  Publisher,
  ensureStream,
  follow,
  hasCode,
  kitError,
  readMessage,
  type Bus,
  type Topic,
} from '@yumanet/service-kit';
import { emissionError } from '../errors.js';
import type { VerdictStore } from './verdict-store.js';

/** Bounds of the stream: a verdict of 256 neurons has some 20 kB. */
const MAX_MESSAGES = 100_000;
const MAX_BYTES = 1024 * 1024 * 1024;
/** Verdicts of one block, at most: as many are read back, however few are kept. */
const MAX_OF_BLOCK = 64;
/** Of one publication, before there is a pause. */
const TRIES = 5;

export interface VerdictStream {
  readonly network: string;
  readonly replicas: number;
  /** 32 bytes: the chain that this service follows. */
  readonly genesisHash: Uint8Array;
}

export interface VerdictLogOptions {
  readonly bus: Bus;
  readonly stream: VerdictStream;
  /** Takes the newest verdicts. */
  readonly store: VerdictStore;
  /** How many the store keeps. */
  readonly keep: number;
}

/**
 * The verdicts on the bus, one an epoch: of several services that verify it the first to publish is the one that counts. Each
 * publishes upon the last verdict it knows, so that what another one published meanwhile is read first.
 */
export class VerdictLog {
  readonly #bus: Bus;
  readonly #topic: Topic<EpochVerified>;
  readonly #genesisHash: Buffer;
  readonly #publisher: Publisher<EpochVerified>;
  /** Where verdicts stand of epochs that this service has yet to come to. */
  readonly #others = new Map<string, { readonly sequence: number; readonly block: bigint }>();
  /** Sequence of the last one that is known. */
  #last = 0;

  private constructor(bus: Bus, topic: Topic<EpochVerified>, genesisHash: Uint8Array) {
    this.#bus = bus;
    this.#topic = topic;
    this.#genesisHash = Buffer.from(genesisHash);
    this.#publisher = new Publisher(bus, topic);
  }

  /**
   * Makes the stream of verdicts where there is none, and takes the newest into the store.
   *
   * @throws ServiceError WRONG_CHAIN when the stream holds another chain's.
   */
  static async open(
    { bus, stream: { network, replicas, genesisHash }, store, keep }: VerdictLogOptions,
    signal: AbortSignal,
  ): Promise<VerdictLog> {
    const topic = topicsOf(network).epochVerified;
    const { state } = await ensureStream(bus, {
      name: topic.stream,
      subjects: [topic.subject],
      replicas,
      maxMessages: MAX_MESSAGES,
      maxBytes: MAX_BYTES,
    });
    const log = new VerdictLog(bus, topic, genesisHash);
    if (state.messages > 0) {
      const read = new AbortController();
      const from = Math.max(state.first_seq, state.last_seq - Math.max(keep, MAX_OF_BLOCK) + 1);
      const options = {
        from,
        signal: AbortSignal.any([signal, read.signal]),
        // Passed over: where it is the last one, nothing else comes after it.
        onBad: (_: unknown, sequence: number) => {
          if (sequence >= state.last_seq) read.abort();
        },
      };
      for await (const { message, sequence } of follow(bus, topic, options)) {
        checkChain(message.genesisHash, genesisHash, topic.stream);
        if (message.verdict) {
          store.add(message.verdict);
          log.#remember(message.verdict, sequence);
        }
        if (sequence >= state.last_seq) break;
      }
    }
    log.#last = state.last_seq;
    return log;
  }

  /**
   * Publishes a verdict, unless there is one of its epoch. Epochs come in the order of their blocks.
   *
   * @returns the one that counts.
   * @throws ServiceError as the bus's: nothing is known then, and the same call finds out.
   */
  async put(verdict: EpochVerdict): Promise<EpochVerdict> {
    const name = nameOf(verdict);
    for (const [other, { block }] of this.#others) if (block < verdict.block) this.#others.delete(other);
    for (let tries = 0; tries < TRIES; tries++) {
      const other = this.#others.get(name);
      if (other) return (await this.#read(other.sequence)) ?? verdict;
      const counts = await this.#publish(verdict, name);
      if (counts) return counts;
    }
    throw kitError('UNAVAILABLE', `verdicts: expected to publish in ${TRIES} tries, others were first`);
  }

  /** @returns undefined where there is more on the bus than was known; it is read by then. */
  async #publish(verdict: EpochVerdict, messageId: string): Promise<EpochVerdict | undefined> {
    const message = { genesisHash: this.#genesisHash, verdict };
    try {
      const options = { messageId, expectedSequence: this.#last };
      this.#last = (await this.#publisher.publish(message, options)).sequence;
      return verdict;
    } catch (error) {
      if (!hasCode(error, 'SEQUENCE_CONFLICT')) throw error;
      const last = error.data['last'] ?? (await this.#state()).last_seq;
      // Less than was known: the server that answers was away, or the stream is another one.
      if (Number(last) < this.#last) this.#last = 0;
      await this.#readTo(Number(last));
      return undefined;
    }
  }

  async #readTo(last: number): Promise<void> {
    while (this.#last < last) {
      const sequence = this.#last + 1;
      const verdict = await this.#read(sequence);
      if (verdict) this.#remember(verdict, sequence);
      else if (verdict === undefined) {
        const { first_seq: first, last_seq: newest } = await this.#state();
        // Not there yet is not gone.
        if (sequence > newest)
          throw kitError('UNAVAILABLE', `verdicts: expected message ${sequence}, the bus is at ${newest}`);
        if (sequence < first) {
          this.#last = Math.min(first - 1, last);
          continue;
        }
      }
      this.#last = sequence;
    }
  }

  /** @returns null for what is no verdict of this chain; undefined: there is no such message. */
  async #read(sequence: number): Promise<EpochVerdict | null | undefined> {
    try {
      const read = await readMessage(this.#bus, this.#topic, sequence);
      if (read === undefined) return undefined;
      const { genesisHash, verdict } = read.message;
      if (verdict && this.#genesisHash.equals(genesisHash)) return verdict;
      this.#bus.logger.warn({ sequence }, 'a verdict of another chain is passed over');
      return null;
    } catch (error) {
      if (!hasCode(error, 'BAD_MESSAGE')) throw error;
      this.#bus.logger.warn({ error, sequence }, 'bad message passed over');
      return null;
    }
  }

  async #state() {
    const { stream } = this.#topic;
    const info = await this.#bus.request(`stream ${stream}`, () => this.#bus.manager.streams.info(stream));
    return info.state;
  }

  #remember(verdict: EpochVerdict, sequence: number): void {
    // The first one of an epoch counts.
    const name = nameOf(verdict);
    if (!this.#others.has(name)) this.#others.set(name, { sequence, block: verdict.block });
  }
}

const nameOf = ({ blockHash, netuid }: EpochVerdict): string => `${blockHash.toString('hex')}-${netuid}`;

/** @throws ServiceError WRONG_CHAIN */
export function checkChain(got: Uint8Array, expected: Uint8Array, where: string): void {
  if (Buffer.compare(got, expected) === 0) return;
  const [a, b] = [expected, got].map((hash) => Buffer.from(hash).toString('hex'));
  throw emissionError('WRONG_CHAIN', `${where}: expected genesis ${a}, got ${b}`, {
    where,
    expected: a ?? '',
    got: b ?? '',
  });
}
