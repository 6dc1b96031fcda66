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

/** How long the leader is looked for: an election takes seconds, on a busy machine several. */
const SEARCH_MS = 20_000;
/** Pause while nobody leads, who was named does not answer, or is a standby as well. */
const PAUSE = { initialMs: 250, maxMs: 2_000 };

/**
 * Sends something that only the leader of a cluster takes: a standby that refuses it names the leader, and that one is asked
 * next. What a standby refused is nowhere, so nothing is sent twice.
 *
 * @param nameOf the leader's address in a refusal NOT_LEADER; undefined: nobody leads now.
 * @throws ServiceError NOT_LEADER after 20 seconds of that, with who was asked last (`data.asked`), whom it named (`data.leader`), and why
 *   that one could not be asked; CANCELLED; others as `send`.
 */
export async function toLeader<T>(
  route: LeaderRoute,
  nameOf: (refusal: unknown) => string | undefined,
  send: () => Promise<T>,
  signal?: AbortSignal,
): Promise<T> {
  const { clock, logger } = route;
  let end: number | undefined;
  for (let hop = 0; ; hop += 1) {
    const asked = route.endpoint();
    try {
      return await send();
    } catch (refusal) {
      if (!hasCode(refusal, 'NOT_LEADER')) throw refusal;
      const leader = nameOf(refusal);
      const why = leader === undefined ? 'nobody leads' : await tryGoTo(route, asked, leader);
      end ??= clock.monotonic() + SEARCH_MS;
      if (clock.monotonic() >= end) throw notLed(asked, leader, why ?? 'it was a standby too', refusal);
      logger.debug({ asked, leader, why, hop }, 'a standby: asking its leader');
      // Two that name each other, for neither has heard of the next leader, are not asked in a circle without rest.
      if (why !== undefined || hop > 0) await sleep(clock, backoffDelay(hop, PAUSE), signal);
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
