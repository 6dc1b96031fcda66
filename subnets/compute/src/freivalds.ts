import { elementsOf, PRIME, type Matrix } from './field.js';

/**
 * Vectors of one check. A wrong product passes one vector with probability 1/65521 at most, and all of them with 65521^-4, about
 * 5·10^-20.
 */
export const VECTORS = 4;

/**
 * Whether C = A · B modulo `PRIME` (Freivalds 1977): whether A · (B · r) = C · r for random vectors r. 12 · n² products instead
 * of n³. Never refuses a right one.
 *
 * @param seed drawn from after C is known: who knows the vectors beforehand can make a wrong C pass.
 */
export function isProduct(a: Matrix, b: Matrix, c: Matrix, seed: string): boolean {
  if (a.n !== c.n || c.elements.length !== a.elements.length) return false;
  for (let k = 0; k < VECTORS; k += 1) {
    const r = elementsOf(`${seed} vector ${k}`, a.n);
    const expected = times(a, times(b, r));
    const got = times(c, r);
    if (expected.some((element, i) => element !== got[i])) return false;
  }
  return true;
}

/** Matrix times vector. */
function times({ n, elements }: Matrix, vector: Uint16Array): Uint16Array {
  const out = new Uint16Array(n);
  for (let i = 0; i < n; i += 1) {
    let sum = 0;
    for (let j = 0; j < n; j += 1) sum += elements[i * n + j]! * vector[j]!;
    out[i] = sum % PRIME;
  }
  return out;
}
