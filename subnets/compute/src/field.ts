import { createHash } from 'node:crypto';

/**
 * The greatest prime below 2^16. A product of two elements is below 2^32, so 2^21 of them can be summed exactly in a double
 * before the sum is reduced.
 */
export const PRIME = 65_521;

/** A square matrix over the field, row by row; each element 0 to `PRIME` − 1. */
export interface Matrix {
  readonly n: number;
  readonly elements: Uint16Array;
}

/** So many elements that a text determines: SHAKE256, two bytes an element, reduced (a bias of 2^-12 towards the least 15). */
export function elementsOf(seed: string, count: number): Uint16Array {
  const bytes = createHash('shake256', { outputLength: 2 * count })
    .update(seed)
    .digest();
  const elements = new Uint16Array(count);
  for (let i = 0; i < count; i += 1) elements[i] = (bytes[2 * i]! | (bytes[2 * i + 1]! << 8)) % PRIME;
  return elements;
}

/** The same numbers column by column. */
export function transposed({ n, elements }: Matrix): Uint16Array {
  const out = new Uint16Array(elements.length);
  for (let i = 0; i < n; i += 1) for (let j = 0; j < n; j += 1) out[j * n + i] = elements[i * n + j]!;
  return out;
}
