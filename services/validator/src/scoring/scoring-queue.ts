import { scoringDueOf, subjectsOf } from '@yumanet/proto';
import { ScoringJob } from '@yumanet/proto/validator/v1';
import { WorkQueue, type Bus } from '@yumanet/service-kit';
import { parseHotkey } from '@yumanet/units';
import type { RoundStoreOptions } from './round-store.js';

/** A worker that is silent for so long has lost its job to another. Milliseconds. */
export const ACK_WAIT_MS = 5_000;
/** Jobs of one validator that may wait. */
const MAX_WAITING = 4_096;

/** One validator's jobs: made by its coordinator, done by any of its workers. @throws ServiceError as `WorkQueue.create`. */
export function openScoringQueue(
  bus: Bus,
  { network, replicas, netuid, hotkey }: RoundStoreOptions,
): Promise<WorkQueue<ScoringJob>> {
  const { scoringQueue, scoringDue } = subjectsOf(network);
  const account = parseHotkey(hotkey);
  return WorkQueue.create(bus, {
    name: scoringQueue,
    subject: scoringDueOf(network, account, netuid),
    shared: { subjects: `${scoringDue}.*.*`, dead: `${scoringDue}.dead`, consumer: `${account}-${netuid}` },
    type: ScoringJob,
    replicas,
    maxWaiting: MAX_WAITING,
    maxAgeMs: 3_600_000,
    ackWaitMs: ACK_WAIT_MS,
    maxAttempts: 5,
    backoff: { initialMs: 100, maxMs: 2_000 },
  });
}
