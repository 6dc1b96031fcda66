import { SeededRandom } from '@yumanet/subnet-kit';
import { beforeAll, describe, expect, it } from 'vitest';
import { augment } from './augment.js';
import { CONDITIONS } from './conditions.js';
import { HALF, halve } from './halve.js';
import { imageOf, loadDigits, PIXELS, type Digits } from './load-digits.js';
import { heldOut, SHARE, shareOf } from './split.js';
import { transform } from './transform.js';

let digits: Digits;
beforeAll(async () => void (digits = await loadDigits()));

describe('the digits', () => {
  it('are ten thousand images of ten digits', () => {
    expect(digits.labels).toHaveLength(10_000);
    expect(digits.pixels).toHaveLength(10_000 * PIXELS);
    expect(new Set(digits.labels).size).toBe(10);
    // Ones take less ink than zeros.
    const inkOf = (label: number) =>
      [...digits.labels.keys()]
        .filter((index) => digits.labels[index] === label)
        .slice(0, 50)
        .reduce((sum, index) => sum + imageOf(digits, index).reduce((ink, each) => ink + each, 0), 0);
    expect(inkOf(1)).toBeLessThan(inkOf(0) * 0.7);
  });

  it('are split: what is judged with is in nobody’s share', () => {
    const judged = new Set(heldOut(digits));
    expect(judged.size).toBe(2_000);
    const [one, other] = [shareOf(digits, 'one'), shareOf(digits, 'other')];
    expect(new Set(one).size).toBe(SHARE);
    expect(one.filter((index) => judged.has(index))).toEqual([]);
    expect(shareOf(digits, 'one')).toEqual(one);
    expect(other.filter((index) => one.includes(index)).length).toBeLessThan(SHARE / 2);
  });
});

describe.each(CONDITIONS)('transform: $name', (condition) => {
  it('gives other bytes each time, the same from the same seed', () => {
    const image = imageOf(digits, 5);
    const seeded = () => transform(image, condition, new SeededRandom('s'));
    expect(seeded()).toEqual(seeded());
    const random = new SeededRandom('many');
    const seen = Array.from({ length: 100 }, () =>
      Buffer.from(transform(image, condition, random)).toString('hex'),
    );
    expect(new Set([...seen, Buffer.from(image).toString('hex')]).size).toBe(101);
  });

  it('keeps the ink', () => {
    const ink = (image: Uint8Array) => image.reduce((sum, each) => sum + (each > 128 ? 1 : 0), 0);
    const image = imageOf(digits, 4_321);
    for (let seed = 0; seed < 20; seed += 1) {
      const share = ink(transform(image, condition, new SeededRandom(`ink ${seed}`))) / ink(image);
      expect(share).toBeGreaterThan(0.6);
      expect(share).toBeLessThan(1.6);
    }
  });
});

it('augment shows each image under a condition of its own, the same from the same seed', () => {
  const indices = Array.from({ length: 120 }, (_, i) => i);
  const { pixels, conditions } = augment(digits, indices, new SeededRandom('a'));
  expect(pixels).toHaveLength(120 * PIXELS);
  for (const [i] of CONDITIONS.entries())
    expect(conditions.filter((each) => each === i).length).toBeGreaterThan(25);
  expect(augment(digits, indices, new SeededRandom('a'))).toEqual({ pixels, conditions });
  expect(augment(digits, indices, new SeededRandom('b')).conditions).not.toEqual(conditions);
});

it('halve takes the mean of four pixels', () => {
  const pixels = new Uint8Array(2 * PIXELS);
  pixels.set([255, 255], PIXELS + 2);
  pixels.set([255, 0], PIXELS + 28 + 2);
  const halved = halve(pixels);
  expect(halved).toHaveLength(2 * HALF * HALF);
  expect(halved[HALF * HALF + 1]).toBeCloseTo(0.75, 6);
  expect(halved.reduce((sum, each) => sum + each, 0)).toBeCloseTo(0.75, 6);
});
