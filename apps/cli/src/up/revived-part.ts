import { backoffDelay, limited, messageOf, sleep, systemClock, type Clock } from '@yumanet/service-kit';
import type { Facts, ProcessPart } from './part.js';

export interface RevivedOptions {
  /** A new process of the same settings, data and addresses. */
  readonly make: () => ProcessPart;
  /** It ended, or gave no sign of life. */
  readonly onEnded: (reason: string) => void;
  /** It runs again, after so many milliseconds. */
  readonly onBack: (facts: Facts, ms: number) => void;
  readonly clock?: Clock;
}

/** Between two looks, and for one. */
const LOOK_MS = 500;
const ANSWER_MS = 1_500;
const LATE_MS = 500;
/** Looks in a row without an answer, after which a part counts as frozen: 8 s. A machine that slept costs one look, not all. */
const PATIENCE = 4;
const RETRY = { initialMs: 200, maxMs: 5_000 };
/** One that lived for so long did not end for how it was started. */
const SETTLED_MS = 10_000;

/** A part that is started again when it ends, and ended when it is frozen: what an operator's supervisor does. */
export class RevivedPart implements ProcessPart {
  readonly name: string;
  /** Never: it comes back. */
  readonly failed = new Promise<string>(() => undefined);
  private readonly stopping = new AbortController();
  private readonly clock: Clock;
  private life: ProcessPart;
  private watching: Promise<void> = Promise.resolve();

  constructor(private readonly options: RevivedOptions) {
    this.clock = options.clock ?? systemClock();
    this.life = options.make();
    this.name = this.life.name;
  }

  /** The first time; what is in the way then is thrown. */
  async start(signal: AbortSignal): Promise<Facts> {
    const facts = await this.life.start(signal);
    this.watching = this.watch();
    return facts;
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.life.stop();
    await this.watching;
  }

  kill(): void {
    this.stopping.abort();
    this.life.kill();
  }

  alive(signal: AbortSignal): Promise<void> {
    return this.life.alive(signal);
  }

  private async watch(): Promise<void> {
    const { signal } = this.stopping;
    let failures = 0;
    while (!signal.aborted) {
      const began = this.clock.monotonic();
      const reason = await this.end();
      if (signal.aborted) return;
      const ended = this.clock.monotonic();
      if (ended - began > SETTLED_MS) failures = 0;
      this.options.onEnded(reason);
      this.life.kill();
      failures = await this.comeBack(failures, ended);
    }
  }

  /** @returns why it is over. */
  private async end(): Promise<string> {
    const over = new AbortController();
    const silent = this.silence(AbortSignal.any([over.signal, this.stopping.signal]));
    try {
      return await Promise.race([this.life.failed, silent]);
    } finally {
      over.abort();
    }
  }

  private async silence(signal: AbortSignal): Promise<string> {
    const { patience = PATIENCE } = this.life;
    for (let silent = 0; silent < patience;) {
      await sleep(this.clock, LOOK_MS, signal).catch(() => undefined);
      if (signal.aborted) return 'stopped';
      const look = limited(this.clock, ANSWER_MS, signal);
      const began = this.clock.monotonic();
      try {
        await this.life.alive(look.signal);
        silent = 0;
      } catch {
        // A look that took longer than it may says that this process had no time, not that the other gave no sign.
        if (this.clock.monotonic() - began < ANSWER_MS + LATE_MS) silent += 1;
      } finally {
        look.end();
      }
    }
    return 'no sign of life';
  }

  private async comeBack(failed: number, ended: number): Promise<number> {
    const { signal } = this.stopping;
    for (let failures = failed; ; failures++) {
      await sleep(this.clock, backoffDelay(failures, RETRY), signal).catch(() => undefined);
      if (signal.aborted) return failures;
      this.life = this.options.make();
      try {
        const facts = await this.life.start(signal);
        this.options.onBack(facts, Math.round(this.clock.monotonic() - ended));
        return failures + 1;
      } catch (error) {
        this.life.kill();
        if (!signal.aborted) this.options.onEnded(`it did not start again: ${messageOf(error)}`);
      }
    }
  }
}
