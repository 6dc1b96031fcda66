import {
  BrokenCircuitError,
  ConsecutiveBreaker,
  ExponentialBackoff,
  circuitBreaker,
  handleWhen,
  retry,
  wrap,
} from 'cockatiel';
import { isServiceError, kitError } from '../errors.js';

export interface PolicyOptions {
  /** Further attempts of an idempotent call. Default 3. */
  readonly retries?: number;
  /** First pause in milliseconds; doubles, with jitter, to ten times as much. Default 100. */
  readonly retryPauseMs?: number;
  /** Failures in a row after which nothing is sent for a while. Default 10. */
  readonly breakAfter?: number;
  /** That while, in milliseconds. Default 2,000. */
  readonly breakMs?: number;
}

/** Runs `attempt`, again where that may help, or refuses without trying. */
export type CallPolicy = <T>(
  idempotent: boolean,
  signal: AbortSignal,
  attempt: () => Promise<T>,
) => Promise<T>;

/** The other side was not there, or had no room: the request was not worked on. */
const unreachable = (error: Error) => isServiceError(error) && error.status === 'UNAVAILABLE';
const mayRetry = (error: Error) =>
  isServiceError(error) && (unreachable(error) || error.code === 'TOO_MANY_CALLS');

/**
 * One policy per client: a circuit breaker over all its calls, retries for those that may be repeated. UNAVAILABLE can also
 * mean that the connection broke after the server had begun, so only idempotent calls are repeated.
 */
export function callPolicy(options: PolicyOptions = {}): CallPolicy {
  const { retries = 3, retryPauseMs = 100, breakAfter = 10, breakMs = 2_000 } = options;
  const breaker = circuitBreaker(handleWhen(unreachable), {
    halfOpenAfter: breakMs,
    breaker: new ConsecutiveBreaker(breakAfter),
  });
  const again = retry(handleWhen(mayRetry), {
    maxAttempts: retries,
    backoff: new ExponentialBackoff({ initialDelay: retryPauseMs, maxDelay: retryPauseMs * 10 }),
  });
  const repeated = wrap(again, breaker);
  return async (idempotent, signal, attempt) => {
    try {
      return await (idempotent ? repeated : breaker).execute(attempt, signal);
    } catch (error) {
      if (!(error instanceof BrokenCircuitError)) throw error;
      throw kitError('CIRCUIT_OPEN', `calls: expected an answer, got ${breakAfter} failures in a row`, {
        breakMs,
      });
    }
  };
}
