import type { Clock } from '@yumanet/service-kit';

export interface MinerHealthOptions {
  readonly clock: Clock;
  /** Milliseconds after which a second miner is asked at the latest. */
  readonly hedgeMs: number;
}

/** Answers whose latency is remembered, of each miner and of all. */
const KEEP = 64;
/** Fewer say nothing of what is usual. */
const ENOUGH = 8;
/** A second miner is asked when an answer takes longer than this share of the answers before. */
const QUANTILE = 0.95;
/** Never sooner than that, in milliseconds. */
const LEAST_MS = 20;
/** How long a miner that failed is asked last, in milliseconds: doubles with every failure in a row. */
const COOL_MS = { first: 500, longest: 30_000 };

/** A whole answer, or the first piece of one that comes in pieces: each takes its own time. */
export type AnswerKind = 'whole' | 'first piece';

interface Known {
  readonly latencies: Readonly<Record<AnswerKind, number[]>>;
  failures: number;
  coolUntil: number;
}

/** How miners answered lately, by hotkey: how long it takes, and who had better be left alone for a while. */
export class MinerHealth {
  readonly #options: MinerHealthOptions;
  readonly #miners = new Map<string, Known>();
  readonly #all: Known['latencies'] = { whole: [], 'first piece': [] };

  constructor(options: MinerHealthOptions) {
    this.#options = options;
  }

  answered(hotkey: string, kind: AnswerKind, latencyMs: number): void {
    const known = this.#of(hotkey);
    known.failures = 0;
    known.coolUntil = 0;
    for (const list of [known.latencies[kind], this.#all[kind]]) {
      list.push(latencyMs);
      if (list.length > KEEP) list.shift();
    }
  }

  /** @param retryMs what the miner itself says. */
  failed(hotkey: string, retryMs?: number): void {
    const known = this.#of(hotkey);
    const pause = Math.min(COOL_MS.longest, COOL_MS.first * 2 ** Math.min(known.failures, 16));
    known.failures += 1;
    known.coolUntil = this.#options.clock.monotonic() + (retryMs ?? pause);
  }

  isCooling(hotkey: string): boolean {
    return (this.#miners.get(hotkey)?.coolUntil ?? 0) > this.#options.clock.monotonic();
  }

  /** Milliseconds to wait for this miner before another is asked, too. */
  hedgeAfterMs(hotkey: string, kind: AnswerKind): number {
    const own = this.#miners.get(hotkey)?.latencies[kind] ?? [];
    const list = own.length >= ENOUGH ? own : this.#all[kind];
    const { hedgeMs } = this.#options;
    return list.length < ENOUGH ? hedgeMs : Math.min(hedgeMs, Math.max(LEAST_MS, quantile(list, QUANTILE)));
  }

  /** Forgets whoever is not among these. */
  keep(hotkeys: ReadonlySet<string>): void {
    for (const hotkey of this.#miners.keys()) if (!hotkeys.has(hotkey)) this.#miners.delete(hotkey);
  }

  #of(hotkey: string): Known {
    const found = this.#miners.get(hotkey);
    if (found) return found;
    const made: Known = { latencies: { whole: [], 'first piece': [] }, failures: 0, coolUntil: 0 };
    this.#miners.set(hotkey, made);
    return made;
  }
}

/** The smallest value that so large a share of the list does not exceed. */
function quantile(list: readonly number[], share: number): number {
  const sorted = [...list].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? 0;
}
