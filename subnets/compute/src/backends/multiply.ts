import type { Matrix } from '../field.js';

/** A way to multiply; opened once. */
export interface Multiplier {
  /** Threads it works with. */
  readonly threads: number;
  multiply(a: Matrix, b: Matrix): Matrix | Promise<Matrix>;
  close(): Promise<void>;
}

/** A way that needs no preparation and keeps nothing. */
export function plain(multiply: (a: Matrix, b: Matrix) => Matrix): () => Promise<Multiplier> {
  return () => Promise.resolve({ threads: 1, multiply, close: () => Promise.resolve() });
}
