import { PRIME, transposed, type Matrix } from '../field.js';

/** Doubles of exact integers, columns laid out as rows, four at once; a sum is reduced once, at its end (`PRIME`). */
export function blocked(a: Matrix, b: Matrix): Matrix {
  const { n } = a;
  const rows = Float64Array.from(a.elements);
  const columns = Float64Array.from(transposed(b));
  const elements = new Uint16Array(n * n);
  for (let j = 0; j < n; j += 4) {
    const [c0, c1, c2, c3] = [j * n, (j + 1) * n, (j + 2) * n, (j + 3) * n];
    for (let i = 0; i < n; i += 1) {
      let [s0, s1, s2, s3] = [0, 0, 0, 0];
      for (let k = 0; k < n; k += 1) {
        const x = rows[i * n + k]!;
        s0 += x * columns[c0 + k]!;
        s1 += x * columns[c1 + k]!;
        s2 += x * columns[c2 + k]!;
        s3 += x * columns[c3 + k]!;
      }
      elements[i * n + j] = s0 % PRIME;
      elements[i * n + j + 1] = s1 % PRIME;
      elements[i * n + j + 2] = s2 % PRIME;
      elements[i * n + j + 3] = s3 % PRIME;
    }
  }
  return { n, elements };
}
