import { EventEmitter, once } from 'node:events';
import { sleep, type Bus, type Table } from '@yumanet/service-kit';

/** What may be written of a round: its plan, what came of a part, what came of all. */
export type Written = 'plan' | 'verdict' | number;

export interface RoundNewsOptions {
  readonly bus: Pick<Bus, 'clock' | 'connected' | 'logger' | 'onState'>;
  readonly table: Pick<Table<unknown>, 'keys'>;
  /** Of the keys of all rounds; `<prefix><round>.<what>`. */
  readonly prefix: string;
  /** Ends it. */
  readonly signal: AbortSignal;
}

/** Rounds that are remembered: those under way, and a few that nobody forgot. */
const KEEP_ROUNDS = 16;
const AGAIN_MS = 500;

/**
 * What is written of one validator's rounds, for whoever conducts one. One watch hears all of them for as long as it is wanted: a
 * watch is a consumer of the bus, and nats-server 2.9 keeps some 8 kB of each that there ever was, which a watch for every round
 * made 100 MB in an hour.
 */
export class RoundNews {
  readonly #options: RoundNewsOptions;
  readonly #heard = new Map<string, Set<Written>>();
  readonly #changed = new EventEmitter().setMaxListeners(0);
  #isWatching = false;

  constructor(options: RoundNewsOptions) {
    this.#options = options;
  }

  /** What is written of a round and what will be, also across losses of the bus; ends when the signal aborts. */
  async *of(round: string, signal: AbortSignal): AsyncGenerator<Written> {
    if (!this.#isWatching) void this.#watch();
    const heard = this.#of(round);
    let told = 0;
    while (!signal.aborted) {
      const news = [...heard].slice(told);
      told += news.length;
      yield* news;
      if (told < heard.size) continue;
      try {
        await once(this.#changed, round, { signal });
      } catch {
        return; // The signal's abort: nothing else is thrown.
      }
    }
  }

  forget(round: string): void {
    this.#heard.delete(round);
  }

  async #watch(): Promise<void> {
    this.#isWatching = true;
    const { bus, signal } = this.#options;
    while (!signal.aborted) {
      try {
        await this.#session();
      } catch (error) {
        if (!signal.aborted) bus.logger.warn({ error }, 'rounds: watching again');
      }
      await sleep(bus.clock, AGAIN_MS, signal).catch(() => undefined);
    }
  }

  /** One watch, until the connection or the signal ends: it does not survive the server that it is on. */
  async #session(): Promise<void> {
    const { bus, table, prefix, signal } = this.#options;
    await bus.connected(signal);
    const lost = new AbortController();
    const stop = () => lost.abort();
    const leave = bus.onState(stop);
    signal.addEventListener('abort', stop, { once: true });
    try {
      if (signal.aborted) return;
      for await (const key of table.keys(`${prefix}*.*`, lost.signal)) {
        const [round = '', what = ''] = key.slice(prefix.length).split('.');
        this.#of(round).add(what === 'plan' || what === 'verdict' ? what : Number(what));
        this.#changed.emit(round);
      }
    } finally {
      leave();
      signal.removeEventListener('abort', stop);
    }
  }

  #of(round: string): Set<Written> {
    const known = this.#heard.get(round) ?? new Set<Written>();
    if (!this.#heard.has(round)) this.#heard.set(round, known);
    const [oldest] = this.#heard.keys();
    if (this.#heard.size > KEEP_ROUNDS && oldest !== undefined) this.#heard.delete(oldest);
    return known;
  }
}
