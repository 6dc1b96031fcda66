import type { LiveEvents } from '../api.js';
import { explorerError } from '../errors.js';

export type LiveEvent = {
  [Name in keyof LiveEvents]: { readonly event: Name; readonly data: LiveEvents[Name] };
}[keyof LiveEvents];

/** A page that leaves this many events unread is let go; it comes back and asks for what it needs. */
const MAX_WAITING = 64;

/** Tells every listening page what happens. */
export class LiveFeed {
  readonly #listeners = new Set<(event: LiveEvent) => void>();

  /** @param max listeners at once. */
  constructor(private readonly max: number) {}

  get listeners(): number {
    return this.#listeners.size;
  }

  tell(event: LiveEvent): void {
    for (const listener of this.#listeners) listener(event);
  }

  /**
   * What happens from now on, until the signal aborts or the reader is too slow.
   *
   * @throws ServiceError TOO_MANY_READERS, at once.
   */
  listen(signal: AbortSignal): AsyncGenerator<LiveEvent> {
    if (this.#listeners.size >= this.max)
      throw explorerError(
        'TOO_MANY_READERS',
        `live feed: expected at most ${this.max} listeners, got one more`,
      );
    const waiting: LiveEvent[] = [];
    let wake = () => undefined as void;
    let ended = signal.aborted;
    const listener = (event: LiveEvent) => {
      if (waiting.length >= MAX_WAITING) ended = true;
      else waiting.push(event);
      wake();
    };
    const end = () => {
      ended = true;
      wake();
    };
    this.#listeners.add(listener);
    signal.addEventListener('abort', end, { once: true });
    const leave = () => {
      this.#listeners.delete(listener);
      signal.removeEventListener('abort', end);
    };
    return read();

    async function* read(): AsyncGenerator<LiveEvent> {
      try {
        while (!ended) {
          const next = waiting.shift();
          if (next !== undefined) yield next;
          else await new Promise<void>((resolve) => (wake = resolve));
        }
      } finally {
        leave();
      }
    }
  }
}
