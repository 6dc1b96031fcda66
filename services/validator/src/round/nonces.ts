import type { Clock } from '@yumanet/service-kit';

const NANOS_PER_MS = 1_000_000n;

/**
 * Nanoseconds since 1970 that rise with every call, also within one millisecond and when the clock is set back.
 *
 * @param within nanoseconds into the millisecond, 0 to 999,999: two that ask with one hotkey draw them, so as not to use the same.
 */
export function risingNonces(clock: Clock, within: () => number = () => 0): () => bigint {
  let last = 0n;
  return () => {
    const now = BigInt(Math.floor(clock.now())) * NANOS_PER_MS + BigInt(within());
    last = now > last ? now : last + 1n;
    return last;
  };
}
