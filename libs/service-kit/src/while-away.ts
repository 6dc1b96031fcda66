import { backoffDelay } from './backoff.js';
import { sleep, type Clock } from './clock.js';
import { isServiceError } from './errors.js';
import type { Logger } from './logger.js';

export interface WhileAwayOptions {
  readonly clock: Clock;
  readonly logger: Logger;
  /** Ends the waiting. */
  readonly signal: AbortSignal;
}

/** Tries work again, with pauses of up to 5 s, while the other side is away. @throws what else the work throws, CANCELLED. */
export async function whileAway<T>(
  { clock, logger, signal }: WhileAwayOptions,
  work: () => Promise<T>,
): Promise<T> {
  for (let failures = 0; ; failures++) {
    try {
      return await work();
    } catch (error) {
      const isAway = isServiceError(error) && ['UNAVAILABLE', 'DEADLINE_EXCEEDED'].includes(error.status);
      if (!isAway) throw error;
      logger.warn({ error }, 'away: again');
      await sleep(clock, backoffDelay(failures, { initialMs: 100, maxMs: 5_000 }), signal);
    }
  }
}
