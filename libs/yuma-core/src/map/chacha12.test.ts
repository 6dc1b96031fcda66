import { describe, expect, it } from 'vitest';
import { ChaCha12 } from './chacha12.js';

describe('ChaCha12', () => {
  it('the same seed gives the same words, another seed others', () => {
    const words = (seed: bigint) => {
      const source = new ChaCha12(seed);
      return Array.from({ length: 40 }, () => source.nextU32());
    };
    expect(words(5n)).toEqual(words(5n));
    expect(words(5n)).not.toEqual(words(6n));
    expect(new Set(words((1n << 64n) - 1n)).size).toBe(40);
  });

  it('u16 draws are 0 … 65534, about evenly', () => {
    const source = new ChaCha12(3n);
    const draws = Array.from({ length: 40_000 }, () => source.nextU16());
    expect(Math.max(...draws)).toBeLessThan(65535);
    const quarters = [0, 0, 0, 0];
    for (const draw of draws) quarters[Math.floor((draw * 4) / 65535)]!++;
    // Five standard deviations of a binomial count.
    for (const count of quarters) expect(Math.abs(count - 10_000)).toBeLessThan(5 * Math.sqrt(7500));
  });
});
