import { backoffDelay, hasCode, isServiceError, sleep, type Clock, type Logger } from '@yumanet/service-kit';
import { clientError } from './errors.js';

/** A way to the node of a cluster that makes the blocks. */
export interface LeaderRoute {
  readonly clock: Clock;
  readonly logger: Logger;
  /** Who is asked now. */
  readonly endpoint: () => string;
  /** From now on the leader is asked. @throws ServiceError when it does not serve; who was asked before is asked again then. */
  readonly goTo: (leader: string) => Promise<void>;
}

/** Nodes that are asked after the first one. */
const MAX_HOPS = 5;
/** Pause while nobody leads, or who was named does not answer: an election takes seconds. */
const PAUSE = { initialMs: 250, maxMs: 2_000 };

/**
 * Sends something that only the leader of a cluster takes: a standby that refuses it names the leader, and that one is asked
 * next. What a standby refused is nowhere, so nothing is sent twice.
 *
 * @param nameOf the leader's address in a refusal NOT_LEADER; undefined: nobody leads now.
 * @throws ServiceError NOT_LEADER after `MAX_HOPS`, with who was asked last (`data.asked`), whom it named (`data.leader`), and why
 *   that one could not be asked; CANCELLED; others as `send`.
 */
export async function toLeader<T>(
  route: LeaderRoute,
  nameOf: (refusal: unknown) => string | undefined,
  send: () => Promise<T>,
  signal?: AbortSignal,
): Promise<T> {
  const { clock, logger } = route;
  for (let hop = 0; ; hop += 1) {
    const asked = route.endpoint();
    try {
      return await send();
    } catch (refusal) {
      if (!hasCode(refusal, 'NOT_LEADER')) throw refusal;
      const leader = nameOf(refusal);
      const why = leader === undefined ? 'nobody leads' : await tryGoTo(route, asked, leader);
      if (hop >= MAX_HOPS) throw notLed(asked, leader, why ?? 'it is a standby too', refusal);
      logger.debug({ asked, leader, why, hop }, 'a standby: asking its leader');
      if (why !== undefined) await sleep(clock, backoffDelay(hop, PAUSE), signal);
    }
  }
}

/** @returns why it could not; undefined: it is asked now. */
async function tryGoTo(route: LeaderRoute, asked: string, leader: string): Promise<string | undefined> {
  if (leader === asked) return 'it says of itself that it is not';
  try {
    await route.goTo(leader);
    return undefined;
  } catch (error) {
    if (!isServiceError(error)) throw error;
    return error.message;
  }
}

function notLed(asked: string, leader: string | undefined, why: string, cause: unknown): Error {
  const named = leader === undefined ? 'nobody' : leader;
  const what = `submission: expected the leader, got the standby ${asked}, which names ${named}: ${why}`;
  return clientError('NOT_LEADER', what, { asked, leader: leader ?? '', why }, { cause });
}
