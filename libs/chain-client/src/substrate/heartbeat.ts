import { every, type Clock, type Timer } from '@yumanet/service-kit';

export interface HeartbeatOptions {
  readonly clock: Clock;
  /** Without any sign of the other side for this long, pings included, the connection is dead. */
  readonly silentMs: number;
  readonly ping: () => void;
  readonly dead: () => void;
}

const LOOKS = 8;

/**
 * Whether there is still somebody on the other side of a connection that carries little: pings it when it was silent for half of
 * the time. It finds a connection that leads nowhere long before a missing block tells (`HeadWatch`), which finds a node that is stuck.
 */
export class Heartbeat {
  readonly #options: HeartbeatOptions;
  readonly #timer: Timer;
  #heardAt: number;
  #overdue = 0;

  constructor(options: HeartbeatOptions) {
    const { clock, silentMs } = options;
    this.#options = options;
    this.#heardAt = clock.monotonic();
    this.#timer = every(clock, silentMs / LOOKS, () => this.#look());
  }

  /** The other side said something. */
  heard(): void {
    this.#heardAt = this.#options.clock.monotonic();
  }

  stop(): void {
    this.#timer.cancel();
  }

  #look(): void {
    const { clock, silentMs, ping, dead } = this.#options;
    const silence = clock.monotonic() - this.#heardAt;
    // A process that slept finds its own silence first, and what came meanwhile only after that: one look is no proof.
    this.#overdue = silence >= silentMs ? this.#overdue + 1 : 0;
    if (this.#overdue > 1) dead();
    else if (silence >= silentMs / 2) ping();
  }
}
