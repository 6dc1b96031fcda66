import type { Handler } from '@yumanet/subnet-kit';
import type { Receipt } from '../answer.js';
import type { Errand } from '../task.js';

/** A freeloader: takes everything, says so, and keeps nothing. */
export function openLazy(): Promise<Handler<Errand, Receipt>> {
  return Promise.resolve({
    facts: {},
    answer: ({ store, prove, retrieve }) =>
      Promise.resolve({
        stored: store.length,
        proofs: prove.map(() => null),
        chunks: retrieve.map(() => null),
      }),
    close: () => Promise.resolve(),
  });
}
