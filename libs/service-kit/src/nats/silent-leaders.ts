import type { Clock } from '../clock.js';
import { hasCode, messageOf } from '../errors.js';
import type { Logger } from '../logger.js';

/** Silence of a stream's leader, ms, after which it is asked to give way; and from one time to the next. */
const SILENT_MS = 3_500;
const AGAIN_MS = 10_000;

export interface SilentLeadersOptions {
  /** Asks the leader of a stream to step down: another server that is current takes over. */
  readonly stepDown: (stream: string) => Promise<unknown>;
  readonly clock: Clock;
  readonly logger: Logger;
}

/**
 * Streams whose leader stores nothing that it is given. nats-server 2.9 may elect one, after it was frozen, that holds an older
 * state than its log (`has high message lag`), and it stays leader for ever: all the others have what it lacks.
 */
export class SilentLeaders {
  readonly #options: SilentLeadersOptions;
  readonly #silentSince = new Map<string, number>();
  readonly #askedAt = new Map<string, number>();

  constructor(options: SilentLeadersOptions) {
    this.#options = options;
  }

  /** Something was stored, or refused for a reason. */
  answered(stream: string): void {
    this.#silentSince.delete(stream);
  }

  /** @param began when the write began that failed, of the monotonic clock. */
  failed(stream: string, error: unknown, began: number): void {
    if (!hasCode(error, 'DEADLINE_EXCEEDED')) {
      this.answered(stream);
      return;
    }
    const now = this.#options.clock.monotonic();
    const since = this.#silentSince.get(stream) ?? began;
    this.#silentSince.set(stream, since);
    const asked = this.#askedAt.get(stream);
    if (now - since < SILENT_MS || (asked !== undefined && now - asked < AGAIN_MS)) return;
    this.#askedAt.set(stream, now);
    this.#ask(stream, now - since).catch(() => undefined);
  }

  async #ask(stream: string, silentMs: number): Promise<void> {
    const { stepDown, logger } = this.#options;
    logger.warn(
      { stream, silentMs: Math.round(silentMs) },
      'the leader of a stream stores nothing: asked to step down',
    );
    await stepDown(stream).catch((error: unknown) =>
      logger.debug({ stream, error: messageOf(error) }, 'it did not step down'),
    );
  }
}
