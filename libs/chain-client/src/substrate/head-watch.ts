import type { Clock, Timer } from '@yumanet/service-kit';
import type { JsonRpcSocket } from './json-rpc-socket.js';
import { toNumber } from '../hex.js';

export interface HeadWatchOptions {
  readonly clock: Clock;
  /** Without a new head for this long the endpoint is asked. */
  readonly stallMs: number;
  /** Time for its answer. */
  readonly probeMs: number;
}

/** What a look at the head found. */
export type HeadVerdict =
  /** The endpoint answers, but its chain stands still: perhaps it is the chain's way, perhaps it lost its peers. */
  | 'standing'
  /** It does not answer, or its chain goes on without telling us: this connection is dead. */
  | 'dead';

/**
 * Whether a connection still serves, by what it is for: new blocks. A ping would also be answered by a node that is stuck, and a
 * TCP connection through a dead proxy says nothing at all.
 */
export class HeadWatch {
  readonly #socket: JsonRpcSocket;
  readonly #options: HeadWatchOptions;
  readonly #verdict: (verdict: HeadVerdict) => void;
  readonly #moved: () => void;
  #best = -1;
  #first: number | undefined;
  #timer: Timer | undefined;
  #stopped = false;

  /**
   * @param verdict called each time a look found something wrong
   * @param moved called at each new head
   */
  constructor(
    socket: JsonRpcSocket,
    options: HeadWatchOptions,
    verdict: (verdict: HeadVerdict) => void,
    moved: () => void,
  ) {
    this.#socket = socket;
    this.#options = options;
    this.#verdict = verdict;
    this.#moved = moved;
    this.#arm();
  }

  /** A head that the subscription brought. */
  heard(header: unknown): void {
    const number = numberOf(header);
    if (number === undefined) return;
    this.#first ??= number;
    // Another head of the same or a lower height (a reorganisation) is progress as well.
    this.#best = number;
    this.#arm();
    this.#moved();
  }

  /** Whether the chain went on while it was watched. */
  get advanced(): boolean {
    return this.#first !== undefined && this.#best > this.#first;
  }

  stop(): void {
    this.#stopped = true;
    this.#timer?.cancel();
  }

  #arm(): void {
    this.#timer?.cancel();
    if (this.#stopped) return;
    this.#timer = this.#options.clock.after(this.#options.stallMs, () => void this.#look());
  }

  async #look(): Promise<void> {
    let verdict: HeadVerdict = 'dead';
    const before = this.#best;
    try {
      const header = await this.#socket.request('chain_getHeader', [], this.#options.probeMs);
      // The chain went on and the subscription kept silent.
      verdict = (numberOf(header) ?? Infinity) > before && before >= 0 ? 'dead' : 'standing';
    } catch {
      // Stays dead.
    }
    if (this.#stopped || this.#best !== before) return;
    this.#arm();
    this.#verdict(verdict);
  }
}

function numberOf(header: unknown): number | undefined {
  try {
    return toNumber((header as { number?: unknown } | null)?.number, 'head');
  } catch {
    return undefined;
  }
}
