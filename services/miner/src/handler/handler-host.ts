import {
  backoffDelay,
  type Clock,
  type Component,
  type Health,
  type Logger,
  type Timer,
} from '@yumanet/service-kit';
import { axonError } from '@yumanet/subnet-kit/axon';
import { Worker } from 'node:worker_threads';
import type { MinerMetrics } from '../metrics.js';
import { answerError } from './answer-error.js';
import { JobQueue, type Job } from './job-queue.js';
import type { Told, WorkerSettings } from './messages.js';

export interface HandlerHostOptions extends WorkerSettings {
  readonly maxQueue: number;
  readonly handlerMs: number;
  readonly handlerMemoryMb: number;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly health: Health;
  readonly metrics: MinerMetrics;
}

/** From src (tests) and from dist alike: the worker is always the built one. */
const WORKER = new URL('../../dist/handler/worker.js', import.meta.url);
const RESTART = { initialMs: 500, maxMs: 30_000 };

/** Owns the handler's thread: one task at a time, a limit on time and memory, a new thread when one fails. */
export class HandlerHost implements Component {
  readonly name = 'handler';
  readonly #options: HandlerHostOptions;
  readonly #queue: JobQueue;
  #worker: Worker | undefined;
  #facts: Readonly<Record<string, number>> | undefined;
  #job: Job | undefined;
  #limit: Timer | undefined;
  #restart: Timer | undefined;
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

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#restart?.cancel();
    this.#limit?.cancel();
    await this.#worker?.terminate();
  }

  /**
   * The answer to a task.
   *
   * @throws ServiceError HANDLER_NOT_READY, OVERLOADED, HANDLER_TIMEOUT, HANDLER_FAILED, BODY_INVALID, CANCELLED.
   */
  async ask(body: Uint8Array, signal: AbortSignal): Promise<Uint8Array> {
    const { clock, metrics } = this.#options;
    if (!this.#facts)
      throw axonError('HANDLER_NOT_READY', 'handler: expected to be ready, got training or loading');
    const began = clock.monotonic();
    const answer = this.#queue.add(body, signal);
    this.#next();
    metrics.waiting.set(this.#queue.size + (this.#job ? 1 : 0));
    try {
      return await answer;
    } finally {
      metrics.handlerSeconds.observe((clock.monotonic() - began) / 1_000);
      metrics.waiting.set(this.#queue.size + (this.#job ? 1 : 0));
    }
  }

  #open(): void {
    const { mechanism, backend, hotkey, dataDir, handlerMemoryMb, health } = this.#options;
    health.set('handler', { ready: false, detail: 'training or loading' });
    const worker = new Worker(WORKER, {
      workerData: { mechanism, backend, hotkey, dataDir } satisfies WorkerSettings,
      resourceLimits: { maxOldGenerationSizeMb: handlerMemoryMb },
    });
    this.#worker = worker;
    worker.on('message', (told: Told) => {
      if (worker === this.#worker) this.#hear(told);
    });
    worker.on('error', (error) => this.#replace(worker, error.message));
    worker.on('exit', (code) => this.#replace(worker, `its thread ended with ${code}`));
  }

  #hear(told: Told): void {
    if (told.kind === 'unopened') {
      if (this.#worker) this.#replace(this.#worker, `${told.code}: ${told.message}`);
      return;
    }
    if (told.kind === 'ready') {
      const { logger, health } = this.#options;
      this.#facts = told.facts;
      this.#failures = 0;
      health.set('handler', {});
      logger.info({ ...told.facts }, 'handler ready');
      this.#next();
      return;
    }
    const job = this.#job;
    if (told.id !== job?.id) return;
    this.#endJob();
    if (told.kind === 'answer') job.resolve(told.body);
    else job.reject(answerError(told.code, told.message));
    this.#next();
  }

  #next(): void {
    if (this.#job || !this.#facts) return;
    const job = this.#queue.take();
    const worker = this.#worker;
    if (!job || !worker) return;
    const { clock, handlerMs } = this.#options;
    this.#job = job;
    this.#limit = clock.after(handlerMs, () => {
      const what = `handler: expected an answer within ${handlerMs} ms, got none`;
      job.reject(axonError('HANDLER_TIMEOUT', what, { handlerMs }));
      this.#replace(worker, what);
    });
    worker.postMessage({ id: job.id, body: job.body });
  }

  #endJob(): void {
    this.#limit?.cancel();
    this.#job = undefined;
  }

  /** The thread is given up; another one follows, later each time. */
  #replace(worker: Worker, why: string): void {
    if (worker !== this.#worker || this.#stopped) return;
    const { clock, logger, health, metrics } = this.#options;
    this.#worker = undefined;
    this.#facts = undefined;
    void worker.terminate();
    const job = this.#job;
    this.#endJob();
    job?.reject(axonError('HANDLER_FAILED', 'handler: expected an answer, got a failure (see the log)'));
    for (let next = this.#queue.take(); next; next = this.#queue.take())
      next.reject(axonError('HANDLER_NOT_READY', 'handler: expected to be ready, got replaced'));
    const ms = backoffDelay(this.#failures, RESTART);
    this.#failures += 1;
    health.set('handler', { ready: false, detail: why });
    logger.error({ why, restartMs: Math.round(ms) }, 'handler replaced');
    metrics.restarts.inc();
    this.#restart = clock.after(ms, () => this.#open());
  }
}
