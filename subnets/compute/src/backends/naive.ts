import { PRIME, type Matrix } from '../field.js';

/** As the definition reads: row times column, each step reduced. The columns lie far apart in memory. */
export function naive({ n, elements: a }: Matrix, { elements: b }: Matrix): Matrix {
  const elements = new Uint16Array(n * n);
  for (let i = 0; i < n; i += 1) {
    for (let j = 0; j < n; j += 1) {
      let sum = 0;
      for (let k = 0; k < n; k += 1) sum = (sum + a[i * n + k]! * b[k * n + j]!) % PRIME;
      elements[i * n + j] = sum;
    }
  }
  return { n, elements };
}
