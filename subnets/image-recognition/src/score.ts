import type { Judge } from '@yumanet/subnet-kit';
import type { Answer } from './answer.js';
import { CONDITIONS } from './digits/conditions.js';
import { CLASSES } from './digits/load-digits.js';
import type { Images, Labels, Secret } from './task.js';

/** A probability below this counts as this: one bad image costs at most ln 1000. */
const LEAST = 0.001;
/** What a guess gets right. */
const CHANCE = 1 / CLASSES;

/** How good an answer is. */
export interface Quality {
  /** Share of images read rightly: 0 to 1; a guess has 0.1. */
  readonly accuracy: number;
  /** Mean of −ln of the probability given to what the image shows; a guess has ln 10 = 2.303 at best. */
  readonly logLoss: number;
}

/** Accuracy and log-loss of an answer; an answer of another length reads nothing. */
export function qualityOf({ probabilities }: Answer, { labels }: Labels): Quality {
  if (probabilities.length !== labels.length) return { accuracy: 0, logLoss: -Math.log(LEAST) };
  let right = 0;
  let loss = 0;
  for (const [i, label] of labels.entries()) {
    const row = probabilities[i] ?? [];
    const given = row[label] ?? 0;
    // A tie is no reading.
    if (row.every((each, digit) => digit === label || each < given)) right += 1;
    loss -= Math.log(Math.max(given, LEAST));
  }
  return { accuracy: right / labels.length, logLoss: loss / labels.length };
}

/**
 * 0 for a guess or worse, 1 for certainty: how far the accuracy lies above chance, times how far the log-loss lies below that
 * of an honest "I do not know". Whoever guesses loudly loses by the second what luck gives by the first.
 */
export function scoreOf({ accuracy, logLoss }: Quality): number {
  const better = Math.max(0, (accuracy - CHANCE) / (1 - CHANCE));
  const surer = Math.max(0, 1 - logLoss / Math.log(CLASSES));
  return better * surer;
}

/** How well an answer reads each task of a round, in the order of `CONDITIONS`; one of another length reads none. */
export function qualityByTask({ probabilities }: Answer, { labels, conditions }: Secret): Quality[] {
  const isWhole = probabilities.length === labels.length;
  return CONDITIONS.map((_, condition) => {
    const inTask = (_item: unknown, i: number) => conditions[i] === condition;
    return qualityOf(
      { probabilities: isWhole ? probabilities.filter(inTask) : [] },
      { labels: labels.filter(inTask) },
    );
  });
}

export const judge: Judge<Images, Secret, Answer> = {
  /** The mean over the tasks: whoever reads only clean images is paid for a third. */
  score({ asks, secret }, answers) {
    return new Map(
      [...asks.keys()].map((hotkey) => {
        const answer = answers.get(hotkey);
        if (!answer) return [hotkey, 0];
        const scores = qualityByTask(answer, secret).map(scoreOf);
        return [hotkey, scores.reduce((sum, score) => sum + score, 0) / scores.length];
      }),
    );
  },

  /** The mean of the distributions, by trust: several readers together read better than the best of them. */
  compose(answers, weights) {
    const [first] = answers.values();
    if (!first) return undefined;
    const trusted = [...answers]
      .map(([hotkey, answer]) => ({ answer, trust: weights ? (weights.get(hotkey) ?? 0) : 1 }))
      .filter(({ answer, trust }) => trust > 0 && answer.probabilities.length === first.probabilities.length);
    const total = trusted.reduce((sum, { trust }) => sum + trust, 0);
    if (total === 0) return undefined;
    const mean = (i: number, digit: number) =>
      trusted.reduce((sum, { answer, trust }) => sum + trust * (answer.probabilities[i]?.[digit] ?? 0), 0) /
      total;
    return {
      probabilities: first.probabilities.map((row, i) => row.map((_, digit) => mean(i, digit))),
    };
  },
};
