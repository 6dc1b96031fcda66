import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import {
  backoffDelay,
  every,
  type Clock,
  type Component,
  type Health,
  type Logger,
  type Timer,
} from '@yumanet/service-kit';
import { axonError, type StreamPiece } from '@yumanet/subnet-kit/axon';
import type { MinerMetrics } from '../metrics.js';
import { answerError } from './answer-error.js';
import { JobQueue } from './job-queue.js';
import { Job, type Ask } from './job.js';
import type { Said, Told, WorkerSettings } from './messages.js';
import { residentMemory } from './resident-memory.js';

export interface HandlerHostOptions extends WorkerSettings {
  readonly maxQueue: number;
  /** Tasks that the handler works on at once. */
  readonly handlerConcurrency: number;
  /** For a whole answer, and for each piece of a streamed one. */
  readonly handlerMs: number;
  readonly handlerMemoryMb: number;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly health: Health;
  readonly metrics: MinerMetrics;
}

interface Running {
  readonly job: Job;
  limit: Timer;
}

/** From src (tests) and from dist alike: the worker is always the built one. */
const WORKER = fileURLToPath(new URL('../../dist/handler/worker.js', import.meta.url));
const RESTART = { initialMs: 500, maxMs: 30_000 };
const MEMORY_LOOK_MS = 100;
const CLOSE_MS = 2_000;
const MIB = 1024 * 1024;

/** Owns the handler's process: order by stake, a limit on time and memory, a new process when one fails. */
export class HandlerHost implements Component {
  readonly name = 'handler';
  readonly #options: HandlerHostOptions;
  readonly #queue: JobQueue;
  readonly #running = new Map<number, Running>();
  #child: ChildProcess | undefined;
  #facts: Readonly<Record<string, number>> | undefined;
  #memory: Timer | undefined;
  #restart: Timer | undefined;
  #lastId = 0;
  #failures = 0;
  #stopped = false;

  constructor(options: HandlerHostOptions) {
    this.#options = options;
    this.#queue = new JobQueue(options.maxQueue);
  }

  /** What the handler measured of itself; undefined until it is ready. */
  get facts(): Readonly<Record<string, number>> | undefined {
    return this.#facts;
  }

  /** Begins to open the handler; training may take long, and the axon says HANDLER_NOT_READY meanwhile. */
  start(): Promise<void> {
    this.#open();
    return Promise.resolve();
  }

  /** Lets the handler close, or ends it. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#restart?.cancel();
    this.#memory?.cancel();
    for (const { limit } of this.#running.values()) limit.cancel();
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, 'exit');
    const patience = this.#options.clock.after(this.#facts ? CLOSE_MS : 0, () => child.kill('SIGKILL'));
    send(child, { kind: 'close' });
    await exited;
    patience.cancel();
  }

  /**
   * The pieces of an answer; one, the whole, when no stream is wanted. Leaving early, or the signal's abort, ends the work.
   *
   * @throws ServiceError HANDLER_NOT_READY, OVERLOADED, HANDLER_TIMEOUT, HANDLER_FAILED, BODY_INVALID, and the signal's reason.
   */
  async *ask(ask: Ask, signal: AbortSignal): AsyncGenerator<StreamPiece> {
    const { clock, metrics } = this.#options;
    signal.throwIfAborted();
    if (!this.#facts)
      throw axonError('HANDLER_NOT_READY', 'handler: expected to be ready, got training or loading');
    const began = clock.monotonic();
    const job = new Job((this.#lastId += 1), ask);
    this.#queue.add(job);
    const leave = () => this.#leave(job, signal);
    signal.addEventListener('abort', leave, { once: true });
    this.#next();
    try {
      for await (const piece of job.pieces()) {
        yield piece;
        if (ask.stream) this.#say({ kind: 'more', id: job.id });
      }
    } finally {
      signal.removeEventListener('abort', leave);
      this.#leave(job, signal);
      metrics.handlerSeconds.observe((clock.monotonic() - began) / 1_000);
    }
  }

  #open(): void {
    const { mechanism, backend, hotkey, dataDir, handlerMemoryMb, clock, health } = this.#options;
    health.set('handler', { ready: false, detail: 'training or loading' });
    const settings = JSON.stringify({ mechanism, backend, hotkey, dataDir } satisfies WorkerSettings);
    const child = fork(WORKER, [settings], {
      execArgv: [`--max-old-space-size=${handlerMemoryMb}`],
      serialization: 'advanced',
      // Its output is no output of the miner: this process may print events.
      stdio: ['ignore', 2, 2, 'ipc'],
      env: withoutSecrets(process.env),
    });
    this.#child = child;
    child.on('message', (told: Told) => {
      if (child === this.#child) this.#hear(child, told);
    });
    child.on('error', (error) => this.#replace(child, error.message));
    child.on('exit', (code, signal) => this.#replace(child, `its process ended with ${signal ?? code}`));
    this.#memory = every(clock, MEMORY_LOOK_MS, () => {
      const bytes = residentMemory(child.pid ?? 0) ?? 0;
      if (bytes > handlerMemoryMb * MIB)
        this.#replace(child, `expected at most ${handlerMemoryMb} MiB of memory, got more`);
    });
  }

  #hear(child: ChildProcess, told: Told): void {
    if (told.kind === 'unopened') return this.#replace(child, `${told.code}: ${told.message}`);
    if (told.kind === 'ready') {
      const { logger, health } = this.#options;
      this.#facts = told.facts;
      this.#failures = 0;
      health.set('handler', {});
      logger.info({ ...told.facts }, 'handler ready');
      return this.#next();
    }
    const running = this.#running.get(told.id);
    if (!running) return;
    const { job } = running;
    if (told.kind === 'chunk') {
      running.limit.cancel();
      running.limit = this.#limit(child, job);
      return job.put({ chunk: told.chunk });
    }
    this.#settle(running);
    if (told.kind === 'answer') job.put({ body: told.body });
    job.end(told.kind === 'refused' ? answerError(told.code, told.message) : undefined);
    this.#next();
  }

  #next(): void {
    const child = this.#child;
    while (child && this.#facts && this.#running.size < this.#options.handlerConcurrency) {
      const job = this.#queue.take();
      if (!job) break;
      this.#running.set(job.id, { job, limit: this.#limit(child, job) });
      send(child, { kind: 'ask', id: job.id, body: job.ask.body, stream: job.ask.stream });
    }
    this.#options.metrics.waiting.set(this.#queue.size + this.#running.size);
  }

  #limit(child: ChildProcess, job: Job): Timer {
    const { clock, handlerMs } = this.#options;
    return clock.after(handlerMs, () => {
      const what = `handler: expected an answer within ${handlerMs} ms, got none`;
      job.end(axonError('HANDLER_TIMEOUT', what, { handlerMs }));
      this.#replace(child, what);
    });
  }

  #settle({ job, limit }: Running): void {
    limit.cancel();
    this.#running.delete(job.id);
  }

  /** Nobody waits for it any more. What the handler has begun it is told to end; its time goes on until it says so. */
  #leave(job: Job, signal: AbortSignal): void {
    if (this.#queue.remove(job)) this.#options.metrics.waiting.set(this.#queue.size + this.#running.size);
    else if (this.#running.has(job.id)) this.#say({ kind: 'cancel', id: job.id });
    job.end(signal.reason instanceof Error ? signal.reason : new Error('given up'));
  }

  #say(said: Said): void {
    if (this.#child && this.#facts) send(this.#child, said);
  }

  /** The process is given up; another one follows, later each time. */
  #replace(child: ChildProcess, why: string): void {
    if (child !== this.#child || this.#stopped) return;
    const { clock, logger, health, metrics } = this.#options;
    this.#child = undefined;
    this.#facts = undefined;
    this.#memory?.cancel();
    child.kill('SIGKILL');
    const failed = axonError('HANDLER_FAILED', 'handler: expected an answer, got a failure (see the log)');
    for (const running of this.#running.values()) {
      this.#settle(running);
      running.job.end(failed);
    }
    for (let next = this.#queue.take(); next; next = this.#queue.take())
      next.end(axonError('HANDLER_NOT_READY', 'handler: expected to be ready, got replaced'));
    const ms = backoffDelay(this.#failures, RESTART);
    this.#failures += 1;
    health.set('handler', { ready: false, detail: why });
    logger.error({ why, restartMs: Math.round(ms) }, 'handler replaced');
    metrics.restarts.inc();
    this.#restart = clock.after(ms, () => this.#open());
  }
}

/** A process that has just ended takes nothing: its exit is heard next. */
function send(child: ChildProcess, said: Said): void {
  if (child.connected) child.send(said, () => undefined);
}

/** A model has no use for the miner's own settings: its keys are among them. */
function withoutSecrets(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('YUMANET_')));
}
