import { createHash } from 'node:crypto';
import type { JetStreamPublishOptions } from '@nats-io/jetstream';
import { headers } from '@nats-io/transport-node';
import { SpanKind, type Context } from '@opentelemetry/api';
import { hasCode, kitError, refusal } from '../errors.js';
import type { Bus } from './bus.js';
import { ObjectBucket, type ObjectBucketOptions } from './objects.js';
import { stored } from './stored.js';
import { LARGE_BYTES, OBJECT_HEADER, type Topic } from './topic.js';
import { headersSetter } from './trace-headers.js';

export interface PublishOptions {
  /** Where no sequence is expected, the same id twice within the stream's window is stored once. */
  readonly messageId: string;
  /**
   * Fails unless the stream's last sequence is this: nobody else wrote in between, and nothing is stored twice. 0: the stream is
   * empty. The bus is not told the id then: nats-server 2.10 keeps the id of what it refused, and takes a repeat for stored.
   */
  readonly expectedSequence?: number;
  /** Milliseconds. Default: the bus's. */
  readonly deadlineMs?: number;
  /** The trace that it belongs to. Default: what is active. */
  readonly parent?: Context | undefined;
}

export interface Published {
  /** Where it stands in the stream, from 1. */
  readonly sequence: number;
  /** It was there already. */
  readonly duplicate: boolean;
}

/** Publishes one kind of fact; stored, and replicated, when the promise resolves. */
export class Publisher<T> {
  readonly #bus: Bus;
  readonly #topic: Topic<T>;
  readonly #objects: ObjectBucketOptions;
  #bucket: Promise<ObjectBucket> | undefined;

  constructor(bus: Bus, topic: Topic<T>, objects: ObjectBucketOptions = {}) {
    this.#bus = bus;
    this.#topic = topic;
    this.#objects = objects;
  }

  /**
   * @throws ServiceError SEQUENCE_CONFLICT when somebody else wrote first, PERMISSION_DENIED, UNAVAILABLE, DEADLINE_EXCEEDED (it
   *   may have been stored: publish again with the same id, or upon the same sequence), MESSAGE_TOO_LARGE.
   */
  async publish(message: T, options: PublishOptions): Promise<Published> {
    const { subject, stream, type } = this.#topic;
    if (options.messageId === '') throw refusal('INVALID_ARGUMENT', 'messageId', 'a text', options.messageId);
    const bytes = type.encode(message).finish();
    const span = { kind: SpanKind.PRODUCER, ...(options.parent ? { parent: options.parent } : {}) };
    return this.#bus.tracing.span(`publish ${subject}`, span, async () => {
      const sent = headers();
      this.#bus.tracing.inject(sent, headersSetter);
      const payload = await this.#payload(bytes, options.messageId, sent);
      const ms = options.deadlineMs ?? this.#bus.requestMs;
      const { messageId: msgID, expectedSequence: lastSequence } = options;
      const once: Partial<JetStreamPublishOptions> =
        lastSequence === undefined
          ? { msgID, expect: { streamName: stream } }
          : { expect: { streamName: stream, lastSequence } };
      try {
        const ack = await this.#bus.store(
          stream,
          subject,
          () =>
            this.#bus.jetstream.publish(subject, payload, {
              ...once,
              headers: sent,
              timeout: ms,
              // A repeat is the caller's decision: it knows what "may have been stored" means for it.
              retries: 1,
            }),
          ms,
        );
        return stored(ack, subject);
      } catch (error) {
        if (!hasCode(error, 'SEQUENCE_CONFLICT')) throw error;
        throw conflict(subject, options, error);
      }
    });
  }

  async #payload(bytes: Uint8Array, name: string, sent: ReturnType<typeof headers>): Promise<Uint8Array> {
    if (bytes.length <= LARGE_BYTES) return bytes;
    const { objectBucket, subject } = this.#topic;
    if (objectBucket === undefined) {
      const what = `${subject}: expected at most ${LARGE_BYTES} bytes, got ${bytes.length}`;
      throw kitError('MESSAGE_TOO_LARGE', what, { limit: LARGE_BYTES, got: bytes.length });
    }
    this.#bucket ??= ObjectBucket.create(this.#bus, objectBucket, this.#objects);
    const bucket = await this.#bucket.catch((error: unknown) => {
      this.#bucket = undefined;
      throw error;
    });
    // Named by its content too: whoever lost a race for this id must not overwrite the winner's object.
    const object = `${name}-${createHash('sha256').update(bytes).digest('hex').slice(0, 16)}`;
    await bucket.put(object, bytes);
    sent.set(OBJECT_HEADER, object);
    return new Uint8Array();
  }
}

function conflict(subject: string, options: PublishOptions, cause: unknown) {
  const last = /last sequence: (\d+)/.exec((cause as Error).message)?.[1];
  const expected = options.expectedSequence ?? -1;
  return kitError(
    'SEQUENCE_CONFLICT',
    `${subject}: expected last sequence ${expected}, got ${last ?? 'another'}`,
    { expected, ...(last === undefined ? {} : { last: Number(last) }) },
    { cause },
  );
}
