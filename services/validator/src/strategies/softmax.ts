import { ranked, type MakeStrategy } from './strategy.js';

/** exp(score / temperature): small differences count for much. Taken from the best, so that nothing overflows. */
export const softmax: MakeStrategy =
  ({ temperature }) =>
  (scores) => {
    const list = ranked(scores);
    const best = list[0]?.[1] ?? 0;
    return new Map(list.map(([uid, score]) => [uid, Math.exp((score - best) / temperature)]));
  };
