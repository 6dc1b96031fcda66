import type { Clock } from '@yumanet/service-kit';
import { gatewayError } from '../errors.js';

export interface SlotsOptions {
  readonly clock: Clock;
  /** Queries at once. */
  readonly places: number;
  /** Queries that wait for a place; the next is refused. */
  readonly maxWaiting: number;
  /** Milliseconds that one waits at most. */
  readonly waitMs: number;
}

/** Places for queries, and a queue before them; both bounded, first come first served. */
export class Slots {
  readonly #options: SlotsOptions;
  readonly #waiting = new Set<() => void>();
  #taken = 0;

  constructor(options: SlotsOptions) {
    this.#options = options;
  }

  get taken(): number {
    return this.#taken;
  }

  get waiting(): number {
    return this.#waiting.size;
  }

  /**
   * Waits for a place.
   *
   * @returns gives it back; further calls do nothing.
   * @throws ServiceError GATEWAY_BUSY; the signal's reason when it aborts.
   */
  async take(signal: AbortSignal): Promise<() => void> {
    signal.throwIfAborted();
    const { places, maxWaiting } = this.#options;
    if (this.#taken < places) this.#taken += 1;
    else if (this.#waiting.size < maxWaiting) await this.#wait(signal);
    else throw busy(`expected less than ${maxWaiting} that wait, got as many`);
    let held = true;
    return () => {
      if (held) this.#free();
      held = false;
    };
  }

  /** A place that is given back goes to whoever waits longest. */
  #free(): void {
    const [next] = this.#waiting;
    if (next) next();
    else this.#taken -= 1;
  }

  #wait(signal: AbortSignal): Promise<void> {
    const { clock, waitMs } = this.#options;
    return new Promise((resolve, reject) => {
      const settle = () => {
        this.#waiting.delete(enter);
        timer.cancel();
        signal.removeEventListener('abort', leave);
      };
      const enter = () => {
        settle();
        resolve();
      };
      const leave = () => {
        settle();
        reject(signal.reason as Error);
      };
      const timer = clock.after(waitMs, () => {
        settle();
        reject(busy(`expected a place within ${waitMs} ms, got none`));
      });
      signal.addEventListener('abort', leave, { once: true });
      this.#waiting.add(enter);
    });
  }
}

const busy = (what: string) => gatewayError('GATEWAY_BUSY', `gateway: ${what}`);
