import { AckPolicy, type JsMsg } from '@nats-io/jetstream';
import { SpanKind } from '@opentelemetry/api';
import { backoffDelay } from '../backoff.js';
import { every, sleep } from '../clock.js';
import { withDeadline } from '../deadline.js';
import { hasCode, isServiceError, kitError, messageOf, type ServiceError } from '../errors.js';
import type { Bus } from './bus.js';
import { busError } from './bus-error.js';
import { buryMessage } from './dead-letter.js';
import { endOnLoss } from './end-on-loss.js';
import { HEARTBEAT_MS } from './follow.js';
import { Publisher, type Published } from './publish.js';
import { badMessages } from './bad-messages.js';
import { receive } from './receive.js';
import { ensureStream } from './streams.js';
import type { MessageType } from './topic.js';

/** Where queues share a stream: each has a subject of its own, a bound of its own and its own workers. */
export interface SharedStream {
  /** All queues' subjects, as one with wildcards. */
  readonly subjects: string;
  /** Takes the jobs of all that nobody could do. */
  readonly dead: string;
  /** Name of this queue's consumer: letters, digits, dashes. */
  readonly consumer: string;
}

export interface WorkQueueOptions<T> {
  /** Name of the stream, and of the consumer of a queue that has the stream for itself: letters, digits, dashes. */
  readonly name: string;
  /** Subject of the jobs; `<subject>.dead` takes those nobody could do. */
  readonly subject: string;
  /** Default: the stream is this queue's alone. */
  readonly shared?: SharedStream;
  /** A job that is older is gone: for jobs that nobody waits for any more. Default: never. */
  readonly maxAgeMs?: number;
  readonly type: MessageType<T>;
  readonly replicas?: number;
  /** Jobs that may wait; the next is refused with QUEUE_FULL. Default 10,000. */
  readonly maxWaiting?: number;
  /** A worker silent for this long has lost its job to another. Milliseconds, default 30,000. */
  readonly ackWaitMs?: number;
  /** Attempts before a job goes to the dead letters. Default 5. */
  readonly maxAttempts?: number;
  /** Pause before another attempt. Default 500 ms, doubling to 30,000. */
  readonly backoff?: { readonly initialMs: number; readonly maxMs: number };
}

export interface Job {
  /** 1 is the first. */
  readonly attempt: number;
  /** Aborts at the job's deadline, or when the worker stops. */
  readonly signal: AbortSignal;
}

export interface WorkOptions {
  /** Jobs at once in this process. */
  readonly concurrency: number;
  /** Milliseconds for one job. */
  readonly jobMs: number;
  readonly signal: AbortSignal;
}

/** Kinds of failure that another attempt would only repeat. */
const HOPELESS = [
  'INVALID_ARGUMENT',
  'NOT_FOUND',
  'ALREADY_EXISTS',
  'PERMISSION_DENIED',
  'FAILED_PRECONDITION',
  'OUT_OF_RANGE',
  'UNIMPLEMENTED',
];

type Filled<T> = Required<Omit<WorkQueueOptions<T>, 'shared' | 'maxAgeMs'>> & {
  readonly consumer: string;
  readonly dead: string;
};

/** Jobs that each one worker does: at least once, with attempts, dead letters and bounds on everything. */
export class WorkQueue<T> {
  readonly #bus: Bus;
  readonly #options: Filled<T>;
  readonly #publisher: Publisher<T>;

  private constructor(bus: Bus, options: Filled<T>) {
    this.#bus = bus;
    this.#options = options;
    this.#publisher = new Publisher(bus, {
      subject: options.subject,
      stream: options.name,
      type: options.type,
    });
  }

  /** Makes the queue's streams and consumer, or brings them up to date. */
  static async create<T>(bus: Bus, given: WorkQueueOptions<T>): Promise<WorkQueue<T>> {
    const { shared, maxAgeMs, ...rest } = given;
    const options = {
      replicas: 1,
      maxWaiting: 10_000,
      ackWaitMs: 30_000,
      maxAttempts: 5,
      backoff: { initialMs: 500, maxMs: 30_000 },
      ...rest,
      consumer: shared?.consumer ?? given.name,
      dead: shared?.dead ?? `${given.subject}.dead`,
    };
    const { name, subject, replicas, maxWaiting, consumer } = options;
    const age = maxAgeMs === undefined ? {} : { maxAgeMs };
    await ensureStream(bus, {
      ...{ name, replicas, retention: 'queue', overflow: 'newest', ...age },
      subjects: [shared?.subjects ?? subject],
      ...(shared ? { maxPerSubject: maxWaiting } : { maxMessages: maxWaiting }),
    });
    const dead = { name: `${name}-dead`, subjects: [options.dead], maxMessages: maxWaiting, ...age };
    await ensureStream(bus, { ...dead, replicas, overflow: 'oldest' });
    await bus.request(`consumer ${consumer}`, () =>
      bus.manager.consumers.add(name, {
        durable_name: consumer,
        ...(shared ? { filter_subject: subject } : {}),
        ack_policy: AckPolicy.Explicit,
        ack_wait: options.ackWaitMs * 1_000_000,
        // The worker counts attempts and buries; the server's own limit would drop a job without a word.
        max_deliver: -1,
        max_ack_pending: 1_000,
      }),
    );
    return new WorkQueue(bus, options);
  }

  /** @throws ServiceError QUEUE_FULL */
  push(message: T, messageId: string): Promise<Published> {
    return this.#publisher.publish(message, { messageId });
  }

  /** Jobs that wait or are being worked on. */
  async waiting(): Promise<number> {
    const { name, subject } = this.#options;
    const info = await this.#bus.request(`stream ${name}`, () =>
      this.#bus.manager.streams.info(name, { subjects_filter: subject }),
    );
    return info.state.subjects?.[subject] ?? 0;
  }

  /** Takes back every job of this queue, also those that are being worked on. */
  async clear(): Promise<void> {
    const { name, subject } = this.#options;
    await this.#bus.request(`stream ${name}`, () =>
      this.#bus.manager.streams.purge(name, { filter: subject }),
    );
  }

  /**
   * Works until the signal aborts, then waits for the jobs under way. A job whose handler throws an error that would repeat
   * itself, or that failed too often, goes to the dead letters.
   */
  async work(handler: (message: T, job: Job) => Promise<void>, options: WorkOptions): Promise<void> {
    let failures = 0;
    while (!options.signal.aborted) {
      try {
        await this.#session(handler, options, () => (failures = 0));
      } catch (error) {
        const mapped = busError(error, `queue ${this.#options.name}`);
        if (hasCode(mapped, 'PERMISSION_DENIED', 'NOT_FOUND')) throw mapped;
        this.#bus.logger.warn({ error: mapped }, 'working again');
      }
      const ms = backoffDelay(failures++, { initialMs: 50, maxMs: 2_000 });
      await sleep(this.#bus.clock, ms, options.signal).catch(() => undefined);
    }
  }

  async #session(
    handler: (message: T, job: Job) => Promise<void>,
    { concurrency, jobMs, signal }: WorkOptions,
    progress: () => void,
  ): Promise<void> {
    const { name, consumer } = this.#options;
    const messages = await this.#bus.request(`consumer ${consumer}`, async () => {
      const found = await this.#bus.jetstream.consumers.get(name, consumer);
      return found.consume({ max_messages: concurrency, expires: 30_000, idle_heartbeat: HEARTBEAT_MS });
    });
    const stop = () => void messages.close();
    signal.addEventListener('abort', stop, { once: true });
    // As for who follows: the library would wait half a minute after a reconnect.
    const leave = this.#bus.onState(stop);
    void endOnLoss(messages);
    const underWay = new Set<Promise<void>>();
    try {
      if (signal.aborted) return;
      for await (const raw of messages) {
        progress();
        const job: Promise<void> = this.#one(raw, handler, jobMs, signal).finally(() => underWay.delete(job));
        underWay.add(job);
        if (underWay.size >= concurrency) await Promise.race(underWay);
      }
    } finally {
      leave();
      signal.removeEventListener('abort', stop);
      stop();
      await Promise.all(underWay);
    }
  }

  /** Never throws: a job's failure is the job's. */
  async #one(
    raw: JsMsg,
    handler: (message: T, job: Job) => Promise<void>,
    jobMs: number,
    signal: AbortSignal,
  ): Promise<void> {
    const { clock, logger, tracing } = this.#bus;
    const { subject, ackWaitMs, name, type } = this.#options;
    const alive = every(clock, ackWaitMs / 2, () => raw.working());
    try {
      const received = await receive(this.#bus, { subject, stream: name, type }, raw);
      const job = { attempt: raw.info.deliveryCount };
      await tracing.span(`work ${subject}`, { kind: SpanKind.CONSUMER, parent: received.context }, () =>
        withDeadline({ clock, ms: jobMs, what: `job of ${name}`, signal }, (ended) =>
          handler(received.message, { ...job, signal: ended }),
        ),
      );
      // Confirmed, so that a job is not done again because its last word was lost.
      await raw.ackAck({ timeout: this.#bus.requestMs });
    } catch (error) {
      await this.#failed(raw, error, signal).catch((last: unknown) => {
        logger.error(
          { error: last, sequence: raw.seq },
          'job could not be given back; it returns after its ack wait',
        );
      });
    } finally {
      alive.cancel();
    }
  }

  async #failed(raw: JsMsg, thrown: unknown, signal: AbortSignal): Promise<void> {
    const { subject, dead, maxAttempts, backoff } = this.#options;
    const error = asServiceError(thrown);
    const attempt = raw.info.deliveryCount;
    // The worker stops: the job did not fail, it is somebody else's now.
    if (signal.aborted) {
      raw.nak();
      return;
    }
    if (error.code === 'BAD_MESSAGE') badMessages(this.#bus.metrics)?.inc({ subject });
    if (HOPELESS.includes(error.status) || attempt >= maxAttempts) {
      this.#bus.logger.warn({ error, attempt, sequence: raw.seq }, 'job buried');
      await buryMessage(this.#bus, dead, raw, error);
      // Without a reason: nats-server 2.9 does not understand one, and the dead letter carries it.
      raw.term();
      return;
    }
    this.#bus.logger.info({ error, attempt, sequence: raw.seq }, 'job tried again later');
    raw.nak(Math.round(backoffDelay(attempt - 1, backoff)));
  }
}

function asServiceError(error: unknown): ServiceError {
  return isServiceError(error) ? error : kitError('INTERNAL', messageOf(error), {}, { cause: error });
}
