import { every, type Clock } from '../clock.js';

/** Messages that are there and do not come are waited for that long at least, and twice that long at most, ms. */
const SILENT_MS = 3_000;

export interface SilentReaderOptions {
  readonly clock: Clock;
  /** Sequence of the newest message, as the stream's leader says. */
  readonly lastSequence: () => Promise<number>;
  /** Called once. */
  readonly onSilent: (wanted: number) => void;
}

/**
 * Whether a reader waits for messages that its stream has. A consumer lives on one server of the cluster; nats-server 2.9, after it
 * was frozen, may keep a copy of the stream that never grows again, and its consumers beat and deliver nothing.
 */
export class SilentReader {
  #wanted: number | undefined;
  /** Counts what the reader did: the same number twice is no progress. */
  #turn = 0;
  #turnBehind: number | undefined;
  readonly #timer: { cancel(): void };

  constructor({ clock, lastSequence, onSilent }: SilentReaderOptions) {
    this.#timer = every(clock, SILENT_MS, async () => {
      const [wanted, turn] = [this.#wanted, this.#turn];
      if (wanted !== undefined && turn === this.#turnBehind) {
        this.stop();
        onSilent(wanted);
        return;
      }
      // Who does not answer is being elected: asked again.
      const last = wanted === undefined ? undefined : await lastSequence().catch(() => undefined);
      this.#turnBehind = wanted !== undefined && last !== undefined && last >= wanted ? turn : undefined;
    });
  }

  /** The reader is ready for this message. */
  waits(wanted: number): void {
    this.#wanted = wanted;
    this.#turn += 1;
  }

  /** The reader has one, and takes its time with it. */
  got(): void {
    this.#wanted = undefined;
    this.#turn += 1;
  }

  stop(): void {
    this.#timer.cancel();
  }
}
