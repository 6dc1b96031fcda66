import type { Clock } from '../clock.js';
import { hasCode, messageOf } from '../errors.js';
import type { Logger } from '../logger.js';

/** For how long one and the same leader must have stored nothing, ms, though it is there. */
const SILENT_MS = 1_500;

export interface SilentLeadersOptions {
  /** Who leads a stream, as the leader itself says; undefined: nobody answers, it is frozen or being elected. */
  readonly leaderOf: (stream: string) => Promise<string | undefined>;
  /** Asks the leader of a stream to step down: another server that is current takes over. */
  readonly stepDown: (stream: string) => Promise<unknown>;
  readonly clock: Clock;
  readonly logger: Logger;
}

/**
 * Streams whose leader answers, and stores nothing that it is given. nats-server 2.9 may elect one, after it was frozen, that holds
 * an older state than its log (`has high message lag`), and it leads for ever: the others have what it lacks.
 */
export class SilentLeaders {
  readonly #options: SilentLeadersOptions;
  /** The leader that stored nothing, and since when. */
  readonly #silent = new Map<string, { readonly leader: string; readonly since: number }>();

  constructor(options: SilentLeadersOptions) {
    this.#options = options;
  }

  /** Something was stored, or refused for a reason. */
  answered(stream: string): void {
    this.#silent.delete(stream);
  }

  /** A write failed. Settles when what is to be done about it is done; throws nothing. */
  async failed(stream: string, error: unknown): Promise<void> {
    const { leaderOf, stepDown, clock, logger } = this.#options;
    if (!hasCode(error, 'DEADLINE_EXCEEDED')) {
      this.answered(stream);
      return;
    }
    const leader = await leaderOf(stream).catch(() => undefined);
    const known = this.#silent.get(stream);
    if (leader === undefined) this.#silent.delete(stream);
    else if (known?.leader !== leader) this.#silent.set(stream, { leader, since: clock.monotonic() });
    else if (clock.monotonic() - known.since >= SILENT_MS) {
      this.#silent.delete(stream);
      logger.warn({ stream, leader }, 'the leader of a stream stores nothing: asked to step down');
      await stepDown(stream).catch((cause: unknown) =>
        logger.debug({ stream, error: messageOf(cause) }, 'it did not step down'),
      );
    }
  }
}
