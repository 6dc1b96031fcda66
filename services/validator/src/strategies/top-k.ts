import { ranked, type MakeStrategy } from './strategy.js';

/** The best k get their scores, the others nothing. */
export const topK: MakeStrategy =
  ({ top }) =>
  (scores) =>
    new Map(ranked(scores).slice(0, top));
