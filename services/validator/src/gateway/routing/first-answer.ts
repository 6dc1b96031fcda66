import { hasCode, isServiceError, messageOf, type Clock } from '@yumanet/service-kit';
import { gatewayError } from '../errors.js';

export interface FirstAnswerOptions<Candidate, Answer> {
  readonly clock: Clock;
  /** In the order in which they are asked. */
  readonly candidates: readonly Candidate[];
  /** Asked in all, at most. */
  readonly most: number;
  /** Milliseconds of silence after which the next one is asked, too. */
  readonly hedgeAfterMs: (candidate: Candidate) => number;
  /** The signal aborts when another answered first, or nobody waits any more. */
  readonly ask: (candidate: Candidate, signal: AbortSignal) => Promise<Answer>;
  /** Nobody waits any more; its reason is thrown. */
  readonly signal: AbortSignal;
  /** A second one is about to be asked. @returns whether it may be. */
  readonly onHedge: () => boolean;
  /** How each that was asked ended: undefined: it answered; `lost`: another was faster. */
  readonly onEnd: (candidate: Candidate, error: unknown) => void;
}

/** A loser's end. */
export const LOST = new Error('another answered first');

/**
 * The first answer: the first candidate is asked; after a silence the next one, too; after a failure at once the next one. At
 * most two are asked at the same time.
 *
 * @returns the answer and whose it is.
 * @throws ServiceError NO_MINER without candidates, MINERS_FAILED when all failed; the signal's reason.
 */
export function firstAnswer<Candidate, Answer>(
  options: FirstAnswerOptions<Candidate, Answer>,
): Promise<{ readonly candidate: Candidate; readonly answer: Answer }> {
  const { candidates, most, clock, signal, hedgeAfterMs, onHedge, onEnd } = options;
  const queue = candidates.slice(0, most);
  const asking = new Map<Candidate, AbortController>();
  return new Promise((resolve, reject) => {
    let hedge: { cancel(): void } | undefined;
    let isOver = false;
    const end = (why: Error) => {
      isOver = true;
      hedge?.cancel();
      signal.removeEventListener('abort', giveUp);
      for (const each of asking.values()) each.abort(why);
    };
    const giveUp = () => {
      end(signal.reason as Error);
      reject(signal.reason as Error);
    };
    const next = (): void => {
      const candidate = queue.shift();
      if (candidate === undefined) return;
      const controller = new AbortController();
      asking.set(candidate, controller);
      hedge?.cancel();
      hedge = clock.after(hedgeAfterMs(candidate), () => {
        if (asking.size === 1 && queue.length > 0 && onHedge()) next();
      });
      options.ask(candidate, controller.signal).then(
        (answer) => {
          asking.delete(candidate);
          onEnd(candidate, isOver ? LOST : undefined);
          if (isOver) return;
          end(LOST);
          resolve({ candidate, answer });
        },
        (error: unknown) => {
          asking.delete(candidate);
          onEnd(candidate, isOver ? LOST : error);
          if (isOver) return;
          if (queue.length > 0) next();
          else if (asking.size === 0) {
            end(LOST);
            reject(allFailed(error, Math.min(candidates.length, most)));
          }
        },
      );
    };
    if (signal.aborted) giveUp();
    else if (queue.length === 0) reject(gatewayError('NO_MINER', 'miners: expected one to ask, got none'));
    else {
      signal.addEventListener('abort', giveUp, { once: true });
      next();
    }
  });
}

function allFailed(error: unknown, asked: number): Error {
  // What no miner takes is the client's to mend.
  if (hasCode(error, 'BODY_INVALID', 'BODY_TOO_LARGE', 'REQUEST_INVALID')) return error;
  const last = isServiceError(error) ? error.code : 'INTERNAL';
  const what = `miners: expected an answer of one of ${asked}, got ${last} at last: ${messageOf(error)}`;
  return gatewayError('MINERS_FAILED', what, { asked, last }, { cause: error });
}
