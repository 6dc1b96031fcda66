import { kitError } from './errors.js';

export interface Timer {
  cancel(): void;
}

/** Time as an argument: services take a clock, tests turn its hands. All values are milliseconds. */
export interface Clock {
  /** Unix time; may jump when the machine's clock is set. */
  now(): number;
  /** Never goes back; zero is arbitrary. */
  monotonic(): number;
  /** Runs `callback` once, later. */
  after(ms: number, callback: () => void): Timer;
}

/** The machine's clock. A timer alone does not keep the process alive when `background` is set. */
export function systemClock(options: { readonly background?: boolean } = {}): Clock {
  return {
    now: () => Date.now(),
    monotonic: () => performance.now(),
    after(ms, callback) {
      const timer = setTimeout(callback, ms);
      if (options.background) timer.unref();
      return { cancel: () => clearTimeout(timer) };
    },
  };
}

/**
 * Resolves after `ms`.
 *
 * @throws ServiceError CANCELLED when the signal aborts first.
 */
export function sleep(clock: Clock, ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const cancelled = () => kitError('CANCELLED', 'sleep: expected to end, got an abort');
    if (signal?.aborted) {
      reject(cancelled());
      return;
    }
    const onAbort = () => {
      timer.cancel();
      reject(cancelled());
    };
    const timer = clock.after(ms, () => {
      signal?.removeEventListener('abort', onAbort);
      resolve();
    });
    signal?.addEventListener('abort', onAbort, { once: true });
  });
}

/** Calls `tick` every `ms`, the next one only after the last has ended; stops on cancel. */
export function every(clock: Clock, ms: number, tick: () => void | Promise<void>): Timer {
  let timer: Timer | undefined;
  let cancelled = false;
  const schedule = () => {
    if (cancelled) return;
    timer = clock.after(ms, () => void run());
  };
  const run = async () => {
    try {
      await tick();
    } finally {
      schedule();
    }
  };
  schedule();
  return {
    cancel() {
      cancelled = true;
      timer?.cancel();
    },
  };
}
