import { mostTrusted, type Judge } from '@yumanet/subnet-kit';
import type { Answer, ExamAnswer } from './answer.js';
import { similarity } from './reading/similarity.js';
import type { Key, Keys, Task } from './task.js';
import { symbolOf } from './text/alphabet.js';

/** A probability below this counts as this: one surprise costs at most ln 10,000. */
const LEAST = 0.0001;
/** Similarity that naming people at random, or repeating the text, can reach. */
const CHANCE = 0.6;
/** An answer that fits another miner's exam better than its own by so much, in nats a symbol, was made for that one. */
const COPIED = 0.5;

/** Mean of −ln of the probability given to each next symbol, in nats; infinite for an answer of another length. */
export function lossOf({ distributions }: ExamAnswer, { next }: Key): number {
  if (distributions.length !== next.length) return Infinity;
  let loss = 0;
  for (const [i, symbol] of [...next].entries())
    loss -= Math.log(Math.max(distributions[i]?.[symbolOf(symbol)] ?? 0, LEAST));
  return loss / next.length;
}

/** How far the loss lies below that of whoever knows only how frequent each symbol is: 0 for a guess, 1 for certainty. */
export function predictionOf(answer: ExamAnswer, key: Key): number {
  const guess = key.guess.reduce((sum, p) => sum - Math.log(p), 0) / key.guess.length;
  return Math.max(0, 1 - lossOf(answer, key) / guess);
}

/** How far the answers' likeness to their references lies above chance: 0 to 1. */
export function readingOf({ texts }: ExamAnswer, { references }: Key): number {
  if (texts.length !== references.length) return 0;
  const alike = references.map((reference, i) => similarity(texts[i] ?? '', reference));
  const mean = alike.reduce((sum, each) => sum + each, 0) / alike.length;
  return Math.max(0, (mean - CHANCE) / (1 - CHANCE));
}

/** Hotkeys whose distributions were made for another miner's prefixes: they fit those clearly better than their own. */
export function copiesOf(keys: Keys, answers: ReadonlyMap<string, Answer>): ReadonlySet<string> {
  const copies = new Set<string>();
  for (const [hotkey, answer] of answers) {
    const own = keys.get(hotkey);
    if (!own || answer.kind !== 'exam') continue;
    const limit = lossOf(answer, own) - COPIED;
    const isCopied = [...keys].some(([other, key]) => other !== hotkey && lossOf(answer, key) < limit);
    if (isCopied) copies.add(hotkey);
  }
  return copies;
}

/**
 * Half for predicting, half for reading; each is 0 for a guess and 1 for what could not be better. All that counts is the
 * distribution that a miner committed to before it could know the symbol: no probability that it reports afterwards.
 */
export const judge: Judge<Task, Keys, Answer> = {
  score({ asks, secret }, answers) {
    const copies = copiesOf(secret, answers);
    return new Map(
      [...asks.keys()].map((hotkey) => {
        const [answer, key] = [answers.get(hotkey), secret.get(hotkey)];
        if (answer?.kind !== 'exam' || !key || copies.has(hotkey)) return [hotkey, 0];
        return [hotkey, (predictionOf(answer, key) + readingOf(answer, key)) / 2];
      }),
    );
  },

  /** Of answers to one task, the one that most trust stands behind. */
  compose: (answers, weights) => mostTrusted(answers, (answer) => JSON.stringify(answer), weights),
};
