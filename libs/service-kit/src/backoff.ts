import { refusal } from './errors.js';

export interface BackoffOptions {
  /** First delay in milliseconds. */
  readonly initialMs: number;
  /** No delay is longer than this. */
  readonly maxMs: number;
  /** Uniform in [0, 1); an argument so that tests are exact. */
  readonly random?: () => number;
}

/**
 * Delay before attempt `attempt` (0 is the first retry): doubles from `initialMs` to `maxMs`, and half of it is random,
 * so that clients that lost the same server do not return in step.
 *
 * @returns milliseconds in [ceiling / 2, ceiling].
 */
export function backoffDelay(attempt: number, options: BackoffOptions): number {
  const { initialMs, maxMs, random = Math.random } = options;
  if (!(initialMs > 0) || maxMs < initialMs) {
    throw refusal('INVALID_ARGUMENT', 'backoff', '0 < initialMs <= maxMs', `${initialMs}, ${maxMs}`);
  }
  const ceiling = Math.min(maxMs, initialMs * 2 ** Math.min(attempt, 40));
  return ceiling / 2 + (ceiling / 2) * random();
}
