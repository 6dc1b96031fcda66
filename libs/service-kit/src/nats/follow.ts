import { DeliverPolicy, type JsMsg } from '@nats-io/jetstream';
import { backoffDelay } from '../backoff.js';
import { sleep } from '../clock.js';
import { hasCode, isServiceError, kitError, type ServiceError } from '../errors.js';
import { busError } from './bus-error.js';
import type { Bus } from './bus.js';
import { endOnLoss } from './end-on-loss.js';
import { badMessages } from './bad-messages.js';
import { receive, type Received } from './receive.js';
import { SilentReader } from './silent-reader.js';
import type { Topic } from './topic.js';

/** The server says so often that it is there; twice silent, and the reader goes on at a new consumer. */
export const HEARTBEAT_MS = 2_000;
/** For the stream's leader to say that it is there, and for a consumer: who is frozen says nothing, and the next one may. */
const SESSION_MS = 3_000;

export interface FollowOptions {
  /** First stream sequence wanted (from 1), or `new`: only what comes from now on. */
  readonly from: number | 'new';
  readonly signal: AbortSignal;
  /** Messages fetched ahead of the reader. Default 256. */
  readonly ahead?: number;
  /** A message that is not of the type; it is passed over, counted and logged. */
  readonly onBad?: (error: ServiceError, sequence: number) => void;
}

/**
 * Every message of a topic from a sequence on, in order, once, also across reconnects and restarts of the bus; ends when the
 * signal aborts. The topic must be alone in its stream: a sequence that is missing is then a message that is missing.
 *
 * @throws ServiceError STREAM_GAP when messages that were asked for are gone, NOT_FOUND without the stream.
 */
export async function* follow<T>(
  bus: Bus,
  topic: Topic<T>,
  options: FollowOptions,
): AsyncGenerator<Received<T>> {
  const { signal } = options;
  const bad = badMessages(bus.metrics);
  let next = options.from === 'new' ? (await lastSequence(bus, topic)) + 1 : Math.max(1, options.from);
  let failures = 0;
  while (!signal.aborted) {
    try {
      for await (const raw of session(bus, topic, next, options)) {
        failures = 0;
        if (raw.seq < next) continue;
        if (raw.seq > next) throw gap(topic, next, raw.seq);
        const received = await receive(bus, topic, raw).catch((error: unknown) => {
          if (!isServiceError(error) || error.code !== 'BAD_MESSAGE') throw error;
          bad?.inc({ subject: topic.subject });
          bus.logger.warn({ error, sequence: raw.seq }, 'bad message passed over');
          options.onBad?.(error, raw.seq);
          return undefined;
        });
        // Only now: after a failure on the way the same message is fetched again.
        next = raw.seq + 1;
        if (received) yield received;
        if (signal.aborted) return;
      }
    } catch (error) {
      const mapped = busError(error, `follow ${topic.subject}`);
      if (hasCode(mapped, 'STREAM_GAP', 'PERMISSION_DENIED', 'NOT_FOUND', 'INVALID_ARGUMENT')) throw mapped;
      bus.logger.warn({ error: mapped, next }, 'following again');
    }
    const ms = backoffDelay(failures++, { initialMs: 50, maxMs: 2_000 });
    await sleep(bus.clock, ms, signal).catch(() => undefined);
  }
}

async function lastSequence<T>(bus: Bus, topic: Topic<T>): Promise<number> {
  const info = await bus.request(`stream ${topic.stream}`, () => bus.manager.streams.info(topic.stream));
  return info.state.last_seq;
}

/** One consumer of the server, until it or the connection ends. */
async function* session<T>(
  bus: Bus,
  topic: Topic<T>,
  next: number,
  options: FollowOptions,
): AsyncGenerator<JsMsg> {
  const ms = Math.min(bus.requestMs, SESSION_MS);
  const asked = () => bus.manager.streams.info(topic.stream);
  const info = await bus.request(`stream ${topic.stream}`, asked, ms);
  const first = info.state.first_seq;
  if (next < first) throw gap(topic, next, first);
  const open = async () => {
    const consumer = await bus.jetstream.consumers.get(topic.stream, {
      filter_subjects: topic.subject,
      deliver_policy: DeliverPolicy.StartSequence,
      opt_start_seq: next,
      inactive_threshold: 30_000,
    });
    return consumer.consume({
      max_messages: options.ahead ?? 256,
      idle_heartbeat: HEARTBEAT_MS,
      expires: 30_000,
    });
  };
  const messages = await bus.request(`consumer of ${topic.stream}`, open, ms);
  const stop = () => void messages.close();
  options.signal.addEventListener('abort', stop, { once: true });
  // After a reconnect the library asks for its consumer once, and where that died with its server waits half a minute before it asks
  // again: a new connection begins with a new consumer.
  const leave = bus.onState(stop);
  void endOnLoss(messages);
  const watch = new SilentReader({
    clock: bus.clock,
    lastSequence: () => lastSequence(bus, topic),
    onSilent: (wanted) => {
      bus.logger.warn({ subject: topic.subject, wanted }, 'a consumer delivers nothing: going on at another');
      stop();
    },
  });
  try {
    if (options.signal.aborted) return;
    watch.waits(next);
    for await (const message of messages) {
      watch.got();
      yield message;
      watch.waits(message.seq + 1);
    }
  } finally {
    watch.stop();
    leave();
    options.signal.removeEventListener('abort', stop);
    stop();
  }
}

function gap<T>(topic: Topic<T>, expected: number, got: number) {
  const what = `${topic.stream}: expected message ${expected}, got ${got} as the first that is there`;
  return kitError('STREAM_GAP', what, { expected, got });
}
