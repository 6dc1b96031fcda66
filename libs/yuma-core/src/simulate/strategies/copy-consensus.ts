import type { Strategy } from './strategy.js';

/** Sets consensus as it was `delay` epochs ago; until there is one, does as `before`. */
export function copyConsensus(delay: number, before: Strategy): Strategy {
  return (view) => {
    const consensus = view.consensus(delay);
    return consensus === undefined ? before(view) : view.miners.map(({ uid }) => consensus[uid]!);
  };
}
