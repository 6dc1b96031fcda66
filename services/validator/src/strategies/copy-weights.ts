import { averageOf } from '../copiers/weight-copiers.js';
import type { MakeStrategy, Shown } from './strategy.js';

/**
 * Dishonest, and here to be watched: judges nothing and repeats what the chain shows of the others, their average by stake. It
 * has nothing to say until all the others have spoken, and always says what was true an epoch ago.
 */
export const copyWeights: MakeStrategy = () => (_scores, shown) =>
  mayBegin(shown) ? averageOf(shown.rows, shown.self) : new Map();

/**
 * One judge alone is no consensus: it pays nobody, nor whoever repeats it. So an epoch must have read a row of each who may judge;
 * a judge that begins later than the others then is not behind its own copy. Once begun, it goes on.
 */
const mayBegin = ({ rows, self, judges, lastEpoch }: Shown): boolean =>
  rows.has(self) ||
  (judges?.every((each) => each === self || (rows.get(each)?.since ?? Infinity) < lastEpoch) ?? false);
