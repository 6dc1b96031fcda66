import { formatAccount, parseHotkey } from '@yumanet/units';
import type { ScoreBook as StoredBook, MinerScore } from '@yumanet/proto/validator/v1';
import { MAX_MEMORY_BYTES, type Memories } from '@yumanet/subnet-kit';
import { validatorError } from '../errors.js';
import type { Neuron } from '../metagraph/metagraph.js';

/** Format of a stored book. */
const VERSION = 1;

/** What a round found of one miner; undefined score: silence, or an answer that was none. */
export interface Observation {
  readonly hotkey: string;
  readonly registeredAt: number;
  readonly score: number | undefined;
  /** What the mechanism now remembers of it; undefined: what it did before. */
  readonly memory?: Uint8Array | undefined;
}

/**
 * Scores of a subnet's miners, by hotkey (SS58) and never by uid: who takes over a uid begins with nothing, whoever is
 * moved to another keeps what it has.
 */
export class ScoreBook {
  readonly #alpha: number;
  readonly #scores = new Map<string, MinerScore>();
  #block: number;

  /** @param alpha weight of the newest round, 0 < alpha ≤ 1. */
  constructor(alpha: number, block = 0) {
    this.#alpha = alpha;
    this.#block = block;
  }

  /** @throws ServiceError SCORES_FORMAT */
  static from(stored: StoredBook, alpha: number): ScoreBook {
    if (stored.version !== VERSION) {
      const what = `scores: expected version ${VERSION}, got ${stored.version}`;
      throw validatorError('SCORES_FORMAT', what, { version: stored.version });
    }
    const book = new ScoreBook(alpha, Number(stored.block));
    for (const score of stored.scores) book.#scores.set(formatAccount(score.hotkey.toString('hex')), score);
    return book;
  }

  /** Block of the last round that is counted in. */
  get block(): number {
    return this.#block;
  }

  get(hotkey: string): MinerScore | undefined {
    return this.#scores.get(hotkey);
  }

  /** By hotkey, ascending; without memories, which are nobody else's. */
  list(): MinerScore[] {
    return this.#all().map((score) => ({ ...score, memory: Buffer.alloc(0) }));
  }

  /** What the mechanism remembers, of everyone of whom it remembers something. */
  get memories(): Memories {
    const remembered = [...this.#scores].filter(([, { memory }]) => memory.length > 0);
    return new Map(remembered.map(([hotkey, { memory }]) => [hotkey, memory]));
  }

  /** Takes a round in. @throws RangeError for a memory of more than `MAX_MEMORY_BYTES`: the mechanism has a defect. */
  observe(block: number, observations: readonly Observation[]): void {
    for (const { hotkey, registeredAt, score, memory } of observations) {
      const before = this.#current(hotkey, registeredAt);
      const kept = memory === undefined ? before.memory : Buffer.from(memory);
      if (kept.length > MAX_MEMORY_BYTES)
        throw new RangeError(
          `memory: expected at most ${MAX_MEMORY_BYTES} bytes, got ${kept.length} (${hotkey})`,
        );
      this.#scores.set(hotkey, { ...moved(before, score, this.#alpha, block), memory: kept });
    }
    this.#block = block;
  }

  /** Takes in what clients' queries told since the last round: of each miner one observation more, at that round's block. */
  heard(observations: readonly Omit<Observation, 'memory'>[]): void {
    for (const { hotkey, registeredAt, score } of observations)
      this.#scores.set(hotkey, moved(this.#current(hotkey, registeredAt), score, this.#alpha, this.#block));
  }

  /** Whoever has a score and could not be asked, for want of an axon, was silent: its score decays as the others' do. */
  unasked(block: number, neurons: readonly Neuron[], asked: ReadonlySet<string>): void {
    const known = neurons.filter(({ hotkey }) => this.#scores.has(hotkey) && !asked.has(hotkey));
    for (const { hotkey, registeredAt } of known) {
      const before = this.#current(hotkey, registeredAt);
      this.#scores.set(hotkey, { ...moved(before, undefined, this.#alpha, block), asked: before.asked });
    }
  }

  /** Forgets whoever is not on the subnet any more, and begins anew with whoever came back. */
  follow(neurons: readonly Neuron[]): void {
    const registered = new Map(neurons.map(({ hotkey, registeredAt }) => [hotkey, registeredAt]));
    for (const [hotkey, score] of this.#scores) {
      if (registered.get(hotkey) !== Number(score.registeredAt)) this.#scores.delete(hotkey);
    }
  }

  toMessage(): StoredBook {
    return { version: VERSION, block: BigInt(this.#block), scores: this.#all() };
  }

  #all(): MinerScore[] {
    return [...this.#scores.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, score]) => score);
  }

  #current(hotkey: string, registeredAt: number): MinerScore {
    const known = this.#scores.get(hotkey);
    if (known && Number(known.registeredAt) === registeredAt) return known;
    return {
      hotkey: Buffer.from(parseHotkey(hotkey), 'hex'),
      score: 0,
      registeredAt: BigInt(registeredAt),
      asked: 0n,
      answered: 0n,
      rounds: 0n,
      scoredAt: 0n,
      memory: Buffer.alloc(0),
    };
  }
}

/**
 * A mean of the first rounds that becomes a moving average: nobody starts from a lucky first answer alone, nor from
 * zero. Silence counts as 0 once there was a first answer.
 */
function moved(before: MinerScore, score: number | undefined, alpha: number, block: number): MinerScore {
  const asked = before.asked + 1n;
  if (score === undefined && before.rounds === 0n) return { ...before, asked };
  const rounds = before.rounds + 1n;
  const weight = Math.max(alpha, 1 / Number(rounds));
  return {
    ...before,
    asked,
    answered: before.answered + (score === undefined ? 0n : 1n),
    rounds,
    score: before.score + weight * ((score ?? 0) - before.score),
    scoredAt: BigInt(block),
  };
}
