import { SYMBOLS, symbolOf, ALPHABET } from '../text/alphabet.js';

/**
 * A model of the next symbol from the symbols before it: counts, smoothed after Witten and Bell (1991, method C). A context that was
 * seen n times with t different symbols gives t/(n + t) of the probability to what its shorter context says.
 */
export class NgramModel {
  /** Symbols that it sees at once, the predicted one included: at least 1. */
  readonly order: number;
  readonly #counts = new Map<string, Float64Array>();

  constructor(order: number, verses: Iterable<string>) {
    this.order = order;
    for (const verse of verses) this.#learn(verse);
  }

  /** Probabilities of every symbol of the alphabet; they sum to 1, and none is 0. */
  distribution(prefix: string): Float64Array {
    let row: Float64Array = new Float64Array(SYMBOLS).fill(1 / SYMBOLS);
    for (let length = 0; length < this.order && length <= prefix.length; length += 1) {
      const counts = this.#counts.get(prefix.slice(prefix.length - length));
      // Of a longer context nothing is known either.
      if (!counts) break;
      row = blended(counts, row);
    }
    return row;
  }

  #learn(verse: string): void {
    for (let at = 0; at < verse.length; at += 1) {
      const symbol = symbolOf(verse[at]!);
      for (let length = 0; length < this.order && length <= at; length += 1) {
        const context = verse.slice(at - length, at);
        let counts = this.#counts.get(context);
        if (!counts) this.#counts.set(context, (counts = new Float64Array(SYMBOLS)));
        counts[symbol]! += 1;
      }
    }
  }
}

function blended(counts: Float64Array, shorter: Float64Array): Float64Array {
  let [seen, kinds] = [0, 0];
  for (const count of counts) {
    seen += count;
    if (count > 0) kinds += 1;
  }
  return shorter.map((p, symbol) => (counts[symbol]! + kinds * p) / (seen + kinds));
}

/** A symbol drawn from a distribution. @param random in [0, 1). */
export function drawn(distribution: ArrayLike<number>, random: number): string {
  let rest = random;
  for (let symbol = 0; symbol < SYMBOLS; symbol += 1) {
    rest -= distribution[symbol] ?? 0;
    if (rest < 0) return ALPHABET[symbol]!;
  }
  return ' ';
}
