import type { Bus } from '@yumanet/service-kit';
import { RoundStore, type RoundStoreOptions } from './round-store.js';
import { openScoringQueue } from './scoring-queue.js';

/** What who begins to act needs for rounds. @throws ServiceError as the bus's; CANCELLED when the signal aborts. */
export async function openRounds(bus: Bus, own: RoundStoreOptions, signal: AbortSignal) {
  const queue = await openScoringQueue(bus, own);
  // By then another one may act, and these be its jobs.
  signal.throwIfAborted();
  // Rounds of who led before are nobody's any more.
  await queue.clear();
  return { queue, store: await RoundStore.open(bus, own, signal) };
}
