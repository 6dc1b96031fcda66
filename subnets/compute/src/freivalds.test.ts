import { describe, expect, it } from 'vitest';
import { naive } from './backends/naive.js';
import { elementsOf, PRIME, type Matrix } from './field.js';
import { isProduct } from './freivalds.js';

const N = 16;
const matrix = (seed: string): Matrix => ({ n: N, elements: elementsOf(seed, N * N) });
const [a, b] = [matrix('a'), matrix('b')];
const product = naive(a, b);

describe('isProduct', () => {
  it('takes the product, whatever the vectors', () => {
    for (let seed = 0; seed < 50; seed += 1) expect(isProduct(a, b, product, `${seed}`)).toBe(true);
  });

  it('refuses one wrong element, wherever it is', () => {
    for (let at = 0; at < N * N; at += 1) {
      const elements = product.elements.slice();
      elements[at] = (elements[at]! + 1) % PRIME;
      expect(isProduct(a, b, { n: N, elements }, `${at}`)).toBe(false);
    }
  });

  it('refuses the product of other factors, and one of another size', () => {
    expect(isProduct(a, b, naive(b, a), 'seed')).toBe(false);
    expect(isProduct(a, b, { n: N / 2, elements: elementsOf('a', N) }, 'seed')).toBe(false);
  });

  it('lets a wrong product pass whose vectors were known before: that is why they are drawn after', () => {
    const elements = product.elements.slice();
    // An error that is orthogonal to the four vectors: a combination of five columns.
    const vectors = Array.from({ length: 4 }, (_, k) => elementsOf(`known vector ${k}`, N));
    const error = orthogonal(vectors);
    error.forEach((e, j) => (elements[j] = (elements[j]! + e) % PRIME));
    expect(error.some((e) => e !== 0)).toBe(true);
    expect(isProduct(a, b, { n: N, elements }, 'known')).toBe(true);
    expect(isProduct(a, b, { n: N, elements }, 'unknown')).toBe(false);
  });
});

/** Some numbers, not all 0, whose sum over the field with each vector is 0: elimination over the first columns. */
function orthogonal(vectors: readonly Uint16Array[]): number[] {
  const p = BigInt(PRIME);
  const unknowns = vectors.length + 1;
  const rows = vectors.map((vector) => [...vector.subarray(0, unknowns)].map(BigInt));
  for (let k = 0; k < rows.length; k += 1) {
    const inverse = power(rows[k]![k]!, p - 2n, p);
    rows[k] = rows[k]!.map((x) => (x * inverse) % p);
    rows.forEach((row, i) => {
      if (i === k) return;
      const by = row[k]!;
      rows[i] = row.map((x, j) => (x - by * rows[k]![j]! + p * p) % p);
    });
  }
  return [...rows.map((row) => Number((p - row[unknowns - 1]!) % p)), 1];
}

function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let [result, square] = [1n, base % modulus];
  for (let e = exponent; e > 0n; e >>= 1n) {
    if (e & 1n) result = (result * square) % modulus;
    square = (square * square) % modulus;
  }
  return result;
}
