import { averageOf } from '../copiers/weight-copiers.js';
import type { MakeStrategy } from './strategy.js';

/**
 * Dishonest, and here to be watched: judges nothing and repeats what the chain shows of the others, their average by stake. It
 * has nothing to say until somebody else has spoken, and always says what was true an epoch ago.
 */
export const copyWeights: MakeStrategy =
  () =>
  (_scores, { rows, self }) =>
    averageOf(rows, self);
