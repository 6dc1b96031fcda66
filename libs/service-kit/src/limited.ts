import type { Clock } from './clock.js';

export interface Limited {
  readonly signal: AbortSignal;
  /** Lets go of the timer and of the caller's signal; to be called when the work is over. */
  readonly end: () => void;
}

/**
 * A signal that aborts with the caller's, and after its time. Not `AbortSignal.any` with `AbortSignal.timeout`: Node 20 may collect
 * that timeout before it fires, and a signal that lives for months would remember every one that was made of it.
 */
export function limited(clock: Clock, ms: number, signal: AbortSignal): Limited {
  const controller = new AbortController();
  const stop = () => controller.abort(signal.reason);
  const timer = clock.after(ms, () => controller.abort());
  if (signal.aborted) stop();
  else signal.addEventListener('abort', stop, { once: true });
  const end = () => {
    timer.cancel();
    signal.removeEventListener('abort', stop);
  };
  return { signal: controller.signal, end };
}
