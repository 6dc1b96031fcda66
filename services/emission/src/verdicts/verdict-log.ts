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
/** Verdicts of others that are remembered for epochs that this service has yet to come to; a pass over the stream has no more. */
const MAX_OTHERS = MAX_MESSAGES;
/** Of one publication, before there is a pause. */
const TRIES = 5;

export interface VerdictStream {
  readonly network: string;
  readonly replicas: number;
  /** 32 bytes: the chain that this service follows. */
  readonly genesisHash: Uint8Array;
}

/**
 * The verdicts on the bus, one an epoch: of several services that verify it the first to publish is the one that counts. Each
 * publishes upon the last verdict it knows, so that what another one published meanwhile is read first. The bus's own ids are
 * not relied on: it forgets them after minutes, and nats-server 2.9 when a server takes over that was away.
 */
export class VerdictLog {
  readonly #bus: Bus;
  readonly #topic: Topic<EpochVerified>;
  readonly #genesisHash: Buffer;
  readonly #publisher: Publisher<EpochVerified>;
  readonly #others = new Map<string, EpochVerdict>();
  /** Sequence of the last one that is known. */
  #last: number;

  private constructor(bus: Bus, topic: Topic<EpochVerified>, genesisHash: Uint8Array, last: number) {
    this.#bus = bus;
    this.#topic = topic;
    this.#genesisHash = Buffer.from(genesisHash);
    this.#publisher = new Publisher(bus, topic);
    this.#last = last;
  }

  /**
   * Makes the stream of verdicts where there is none, and takes the newest into the store.
   *
   * @param keep how many.
   * @throws ServiceError WRONG_CHAIN when the stream holds another chain's.
   */
  static async open(
    bus: Bus,
    { network, replicas, genesisHash }: VerdictStream,
    store: VerdictStore,
    keep: number,
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
    const log = new VerdictLog(bus, topic, genesisHash, state.last_seq);
    if (state.messages === 0) return log;
    const from = Math.max(state.first_seq, state.last_seq - keep + 1);
    for await (const { message, sequence } of follow(bus, topic, { from, signal })) {
      checkChain(message.genesisHash, genesisHash, topic.stream);
      if (message.verdict) store.add(message.verdict);
      if (sequence >= state.last_seq) break;
    }
    return log;
  }

  /**
   * Publishes a verdict, unless there is one of its epoch.
   *
   * @returns the one that counts.
   * @throws ServiceError as the bus's: nothing is known then, and the same call finds out.
   */
  async put(verdict: EpochVerdict): Promise<EpochVerdict> {
    for (let tries = 0; tries < TRIES; tries++) {
      const counts = this.#takeOther(nameOf(verdict)) ?? (await this.#publish(verdict));
      if (counts) return counts;
    }
    throw kitError('UNAVAILABLE', `verdicts: expected to publish in ${TRIES} tries, others were first`);
  }

  #takeOther(name: string): EpochVerdict | undefined {
    const other = this.#others.get(name);
    this.#others.delete(name);
    return other;
  }

  /** @returns undefined where there is more on the bus than was known; it is read by then. */
  async #publish(verdict: EpochVerdict): Promise<EpochVerdict | undefined> {
    const message = { genesisHash: this.#genesisHash, verdict };
    const options = { messageId: nameOf(verdict), expectedSequence: this.#last };
    try {
      const { sequence, duplicate } = await this.#publisher.publish(message, options);
      if (duplicate) await this.#readTo(sequence);
      else this.#last = sequence;
      // One that the bus knew, and that is not new: this service's own, of which it had no answer.
      return this.#others.has(options.messageId) ? undefined : verdict;
    } catch (error) {
      if (!hasCode(error, 'SEQUENCE_CONFLICT')) throw error;
      const last = Number(error.data['last'] ?? this.#last + 1);
      // Less than was known: the server that answers was away, or the stream is another one.
      this.#last = Math.min(this.#last, last);
      await this.#readTo(last);
      return undefined;
    }
  }

  async #readTo(last: number): Promise<void> {
    while (this.#last < last) {
      const read = await readMessage(this.#bus, this.#topic, this.#last + 1).catch((error: unknown) => {
        if (hasCode(error, 'BAD_MESSAGE')) return undefined;
        throw error;
      });
      const { genesisHash, verdict } = read?.message ?? {};
      if (verdict && genesisHash && this.#genesisHash.equals(genesisHash)) this.#remember(verdict);
      this.#last += 1;
    }
  }

  #remember(verdict: EpochVerdict): void {
    this.#others.set(nameOf(verdict), verdict);
    const [oldest] = this.#others.keys();
    if (this.#others.size > MAX_OTHERS && oldest !== undefined) this.#others.delete(oldest);
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
