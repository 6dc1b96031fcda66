import { backoffDelay, isServiceError, sleep, type Clock, type ServiceError } from '@yumanet/service-kit';

const BACKOFF = { initialMs: 100, maxMs: 5_000 };

/** Failures that pass by themselves: asked or published again until the service stops. */
const MAY_PASS: ReadonlySet<string> = new Set([
  'UNAVAILABLE',
  'DEADLINE_EXCEEDED',
  'RESOURCE_EXHAUSTED',
  // No stream of blocks yet: its chain makes it.
  'NOT_FOUND',
]);

export interface UntilDoneOptions {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Told of each failure that is tried again. */
  readonly onFailure: (error: ServiceError) => void;
}

/** Does work again, with growing pauses, until it succeeds. @throws what does not pass by itself, and what the signal says. */
export async function untilDone<T>(
  work: () => Promise<T>,
  { clock, signal, onFailure }: UntilDoneOptions,
): Promise<T> {
  for (let failures = 0; ; failures += 1) {
    try {
      return await work();
    } catch (error) {
      if (signal.aborted || !isServiceError(error) || !MAY_PASS.has(error.status)) throw error;
      onFailure(error);
      await sleep(clock, backoffDelay(failures, BACKOFF), signal);
    }
  }
}
