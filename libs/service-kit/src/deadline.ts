import type { Clock } from './clock.js';
import { kitError } from './errors.js';

export interface Deadline {
  readonly clock: Clock;
  readonly ms: number;
  /** Named in the error. */
  readonly what: string;
  /** Ends the wait early. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Work with an end: its signal aborts when the deadline passes or the caller gives up, and the wait ends then even where
 * the work does not listen.
 *
 * @throws ServiceError DEADLINE_EXCEEDED or CANCELLED, or what the work throws.
 */
export function withDeadline<T>(deadline: Deadline, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const { clock, ms, what, signal } = deadline;
  const controller = new AbortController();
  return new Promise<T>((resolve, reject) => {
    const giveUp = (error: Error) => {
      settle();
      controller.abort(error);
      reject(error);
    };
    const onAbort = () => giveUp(kitError('CANCELLED', `${what}: expected an end, got an abort`));
    const timer = clock.after(ms, () =>
      giveUp(kitError('DEADLINE_EXCEEDED', `${what}: expected an end within ${ms} ms, got none`, { ms })),
    );
    const settle = () => {
      timer.cancel();
      signal?.removeEventListener('abort', onAbort);
    };
    if (signal?.aborted) {
      onAbort();
      return;
    }
    signal?.addEventListener('abort', onAbort, { once: true });
    begin(work, controller.signal).then(
      (value) => {
        settle();
        resolve(value);
      },
      (error: unknown) => {
        settle();
        // Whatever was thrown is passed on as it is.
        // oxlint-disable-next-line typescript/prefer-promise-reject-errors
        reject(error);
      },
    );
  });
}

/** What is thrown before the first await is a rejection like any other. */
function begin<T>(work: (signal: AbortSignal) => Promise<T>, signal: AbortSignal): Promise<T> {
  try {
    return work(signal);
  } catch (error) {
    // oxlint-disable-next-line typescript/prefer-promise-reject-errors
    return Promise.reject(error);
  }
}
