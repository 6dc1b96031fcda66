import type { Clock, Timer } from '../clock.js';

interface Pending {
  readonly at: number;
  readonly order: number;
  readonly callback: () => void;
}

/** A clock that stands still until a test moves it. */
export class FakeClock implements Clock {
  readonly #pending = new Set<Pending>();
  #elapsed = 0;
  #order = 0;
  #offset: number;

  /** @param start Unix time in milliseconds. */
  constructor(start = 1_700_000_000_000) {
    this.#offset = start;
  }

  now(): number {
    return this.#offset + this.#elapsed;
  }

  monotonic(): number {
    return this.#elapsed;
  }

  after(ms: number, callback: () => void): Timer {
    const pending = { at: this.#elapsed + Math.max(0, ms), order: this.#order++, callback };
    this.#pending.add(pending);
    return { cancel: () => void this.#pending.delete(pending) };
  }

  /** Timers that wait. */
  get waiting(): number {
    return this.#pending.size;
  }

  /** Moves the wall clock without the monotonic one, as an administrator does. */
  setWallClock(ms: number): void {
    this.#offset = ms - this.#elapsed;
  }

  /** Moves time on, running each timer at its moment and what it woke before the next. */
  async advance(ms: number): Promise<void> {
    const end = this.#elapsed + ms;
    // Work under way sets its timers first: they count from now, not from the end.
    await settle();
    for (let next = this.#next(end); next; next = this.#next(end)) {
      this.#pending.delete(next);
      this.#elapsed = next.at;
      next.callback();
      await settle();
    }
    this.#elapsed = end;
    await settle();
  }

  #next(end: number): Pending | undefined {
    let first: Pending | undefined;
    for (const pending of this.#pending) {
      if (pending.at > end) continue;
      if (!first || pending.at < first.at || (pending.at === first.at && pending.order < first.order)) {
        first = pending;
      }
    }
    return first;
  }
}

/** One turn of the event loop: promise chains of any length have run. */
function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
