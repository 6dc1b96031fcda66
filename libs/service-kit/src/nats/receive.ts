import type { JsMsg } from '@nats-io/jetstream';
import type { Context } from '@opentelemetry/api';
import { hasCode, kitError } from '../errors.js';
import type { Bus } from './bus.js';
import { ObjectBucket } from './objects.js';
import { OBJECT_HEADER, decodeMessage, type Topic } from './topic.js';
import { headersGetter } from './trace-headers.js';

export interface Received<T> {
  readonly message: T;
  /** Where it stands in the stream; start again from the next. */
  readonly sequence: number;
  readonly messageId: string;
  readonly time: Date;
  readonly redelivered: boolean;
  /** The publisher's trace. */
  readonly context: Context;
}

/** What of a message is read here: one that was delivered, or one that was asked for. */
type RawMessage = Pick<JsMsg, 'headers' | 'data' | 'seq' | 'time' | 'redelivered'>;

/** Decodes a message, from the object store where it was too large. @throws ServiceError BAD_MESSAGE */
export async function receive<T>(bus: Bus, topic: Topic<T>, raw: RawMessage): Promise<Received<T>> {
  const name = raw.headers?.get(OBJECT_HEADER);
  const bytes = name ? await fetchObject(bus, topic, name) : raw.data;
  return {
    message: decodeMessage(topic.type, bytes, topic.subject),
    sequence: raw.seq,
    messageId: raw.headers?.get('Nats-Msg-Id') ?? '',
    time: raw.time,
    redelivered: raw.redelivered,
    context: bus.tracing.extract(raw.headers, headersGetter),
  };
}

async function fetchObject<T>(bus: Bus, topic: Topic<T>, name: string): Promise<Uint8Array> {
  const { objectBucket, subject } = topic;
  const what = `${subject}: expected the object ${name}, got none`;
  if (objectBucket === undefined) throw kitError('BAD_MESSAGE', what, { subject });
  try {
    const bucket = await ObjectBucket.open(bus, objectBucket);
    return await bucket.get(name);
  } catch (error) {
    if (hasCode(error, 'NOT_FOUND')) throw kitError('BAD_MESSAGE', what, { subject }, { cause: error });
    throw error;
  }
}
