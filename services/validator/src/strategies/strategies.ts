import { copyWeights } from './copy-weights.js';
import { movingAverage } from './moving-average.js';
import { softmax } from './softmax.js';
import type { MakeStrategy } from './strategy.js';
import { topK } from './top-k.js';
import { winnerTakeMost } from './winner-take-most.js';

/** Every strategy by its name in the settings: a new one is a file and a line. */
export const STRATEGIES = {
  'moving-average': movingAverage,
  softmax,
  'top-k': topK,
  'winner-take-most': winnerTakeMost,
  'copy-weights': copyWeights,
} as const satisfies Readonly<Record<string, MakeStrategy>>;

/** Strategies that need no scores: whoever runs one asks no miner. */
export const ASKS_NOBODY: ReadonlySet<string> = new Set([
  'copy-weights',
] satisfies (keyof typeof STRATEGIES)[]);
