import type { EpochVerdict } from '@yumanet/proto/emission/v1';
import { emissionError } from '../errors.js';

/** The newest verdicts of all subnets, in the order in which they came. */
export class VerdictStore {
  readonly #keep: number;
  readonly #verdicts: EpochVerdict[] = [];
  readonly #waiting = new Set<() => void>();
  /** How many older ones are gone. */
  #gone = 0;

  /** @param keep how many; the oldest goes. */
  constructor(keep: number) {
    this.#keep = keep;
  }

  add(verdict: EpochVerdict): void {
    this.#verdicts.push(verdict);
    if (this.#verdicts.length > this.#keep) {
      this.#verdicts.shift();
      this.#gone += 1;
    }
    for (const wake of this.#waiting) wake();
  }

  /** An epoch's verdict; without a block the subnet's last. */
  find(netuid: number, block?: bigint): EpochVerdict | undefined {
    return this.#verdicts.findLast(
      (each) => each.netuid === netuid && (block === undefined || each.block === block),
    );
  }

  /** The oldest that is kept. */
  get first(): EpochVerdict | undefined {
    return this.#verdicts[0];
  }

  get last(): EpochVerdict | undefined {
    return this.#verdicts.at(-1);
  }

  /**
   * Kept verdicts from a height on (undefined: none of those that are there), then new ones; ends with the signal.
   *
   * @throws ServiceError READER_TOO_SLOW when the next one is no longer kept.
   */
  async *follow(from: bigint | undefined, signal: AbortSignal): AsyncGenerator<EpochVerdict> {
    let next = this.#gone + (from === undefined ? this.#verdicts.length : 0);
    while (!signal.aborted) {
      if (next < this.#gone)
        throw emissionError(
          'READER_TOO_SLOW',
          `verdicts: expected number ${next}, got ${this.#gone} as the first`,
        );
      const verdict = this.#verdicts[next - this.#gone];
      if (verdict === undefined) await this.#more(signal);
      else next += 1;
      if (verdict !== undefined && verdict.block >= (from ?? 0n)) yield verdict;
    }
  }

  /** Resolves at the next verdict, or when the signal aborts; leaves no listener behind. */
  #more(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        this.#waiting.delete(wake);
        signal.removeEventListener('abort', wake);
        resolve();
      };
      this.#waiting.add(wake);
      signal.addEventListener('abort', wake, { once: true });
    });
  }
}
