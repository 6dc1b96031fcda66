import { every, type Clock, type Timer } from '../clock.js';
import { hasCode, kitError, messageOf } from '../errors.js';
import type { Health } from '../health.js';
import type { Logger } from '../logger.js';

export interface QuorumWatchOptions {
  /** Asks whoever leads the servers for anything; undefined while there is no connection. */
  readonly ask: () => Promise<unknown> | undefined;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly health: Health | undefined;
}

const LOOK_MS = 3_000;
/** Longer than the servers take to elect another leader, during which most streams go on. */
const AWAY_MS = 10_000;
/** What it is called in health reports. */
const PART = 'jetstream';

/**
 * Whether the servers that are reached have their majority behind them. One that is cut off from the others is well connected and
 * silent: what waits for its messages would wait for ever, and think that all is well.
 */
export class QuorumWatch {
  readonly #options: QuorumWatchOptions;
  readonly #timer: Timer;
  #failedSince: number | undefined;
  #away = false;

  constructor(options: QuorumWatchOptions) {
    this.#options = options;
    this.#timer = every(options.clock, LOOK_MS, () => this.#look());
  }

  get isAway(): boolean {
    return this.#away;
  }

  stop(): void {
    this.#timer.cancel();
  }

  async #look(): Promise<void> {
    const { ask, clock } = this.#options;
    const asked = clock.monotonic();
    try {
      const answer = ask();
      // Without a connection the bus itself says so.
      if (answer === undefined) return;
      await answer;
      this.#answered();
    } catch (error) {
      if (hasCode(error, 'PERMISSION_DENIED')) return this.#answered();
      this.#failedSince ??= asked;
      if (clock.monotonic() - this.#failedSince >= AWAY_MS) this.#lost(error);
    }
  }

  #answered(): void {
    this.#failedSince = undefined;
    if (!this.#away) return;
    this.#away = false;
    this.#options.logger.info({}, 'the bus has its majority again');
    this.#options.health?.set(PART, {});
  }

  #lost(error: unknown): void {
    if (this.#away) return;
    this.#away = true;
    const what = `bus: expected servers that have their majority, got none (${messageOf(error)})`;
    const refused = kitError('NO_QUORUM', what, {}, { cause: error });
    this.#options.logger.error({ error: refused }, 'the bus has no majority: nothing is stored');
    this.#options.health?.set(PART, { ready: false, detail: `${refused.code}: ${what}` });
  }
}
