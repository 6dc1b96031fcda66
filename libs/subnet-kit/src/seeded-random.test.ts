import { describe, expect, it } from 'vitest';
import { SeededRandom } from './seeded-random.js';

const draws = (seed: string, count: number) => {
  const random = new SeededRandom(seed);
  return Array.from({ length: count }, () => random.next());
};

describe('SeededRandom', () => {
  it('draws the same from the same seed, on every machine', () => {
    expect(draws('a', 5)).toEqual(draws('a', 5));
    expect(draws('a', 5)).not.toEqual(draws('b', 5));
    expect(new SeededRandom('yumanet').below(1_000_000)).toBe(508645);
  });

  it('is uniform and normal enough to train with', () => {
    const random = new SeededRandom('spread');
    const normals = Array.from({ length: 20_000 }, () => random.normal());
    const mean = normals.reduce((sum, each) => sum + each, 0) / normals.length;
    const variance = normals.reduce((sum, each) => sum + (each - mean) ** 2, 0) / normals.length;
    expect(mean).toBeCloseTo(0, 1);
    expect(variance).toBeCloseTo(1, 1);
    const tenths = Array.from({ length: 10 }, () => 0);
    for (const each of draws('tenths', 20_000)) tenths[Math.floor(each * 10)]! += 1;
    for (const count of tenths) expect(Math.abs(count - 2_000)).toBeLessThan(200);
  });

  it('shuffles without losing anything', () => {
    const items = Array.from({ length: 50 }, (_, i) => i);
    const shuffled = new SeededRandom('cards').shuffled(items);
    expect(shuffled).not.toEqual(items);
    expect([...shuffled].sort((a, b) => a - b)).toEqual(items);
  });
});
