import { ranked, type MakeStrategy } from './strategy.js';

/** The best gets its share of the whole; those after it, k in all, divide the rest by their scores. */
export const winnerTakeMost: MakeStrategy =
  ({ winnerShare, top }) =>
  (scores) => {
    const [winner, ...others] = ranked(scores).slice(0, Math.max(1, top));
    if (winner === undefined) return new Map();
    if (others.length === 0) return new Map([[winner[0], 1]]);
    const sum = others.reduce((total, [, score]) => total + score, 0);
    const rest = others.map(([uid, score]) => [uid, ((1 - winnerShare) * score) / sum] as const);
    return new Map([[winner[0], winnerShare], ...rest]);
  };
