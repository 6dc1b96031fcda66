import type { Clock } from '@yumanet/service-kit';

const NANOS_PER_MS = 1_000_000n;

/** Nanoseconds since 1970 that rise with every call, also within one millisecond and when the clock is set back. */
export function risingNonces(clock: Clock): () => bigint {
  let last = 0n;
  return () => {
    const now = BigInt(Math.floor(clock.now())) * NANOS_PER_MS;
    last = now > last ? now : last + 1n;
    return last;
  };
}
