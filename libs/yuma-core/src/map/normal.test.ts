import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { cos, PI } from '../fixed/trigonometry.js';
import { sqrt } from '../fixed/square-root.js';
import { ln } from '../fixed/transcendental.js';
import { I32F32 } from '../fixed/i32f32.js';
import { fromNumber } from './fixed-number.js';
import { cosine, NormalSampler, radius } from './normal.js';
import { createRandomSource } from './random-source.js';

interface RngVector {
  readonly seed: number;
  readonly n: number;
  readonly u16: number[];
  readonly normal_i32f32_bits: number[];
}
const FILE = new URL('../../data/map/rng.json', import.meta.url);
const vectors = JSON.parse(readFileSync(FILE, 'utf8')) as RngVector[];

describe('normal', () => {
  it.each(vectors)(
    'seed $seed: the draws and normals of the study',
    ({ seed, n, u16, normal_i32f32_bits }) => {
      const source = createRandomSource('chacha12', seed);
      expect(u16.map(() => source.nextU16())).toEqual(u16);
      const normals = new Float64Array(n);
      new NormalSampler().fill(createRandomSource('chacha12', seed), n, normals);
      expect([...normals]).toEqual(normal_i32f32_bits);
    },
  );

  it('equals the bigint functions, both ends of the range included', () => {
    const epsilon = BigInt(fromNumber(0.000001));
    const max = I32F32.fromInt(65535);
    const two = I32F32.fromInt(2);
    for (let x = 0; x < 65535; x += x < 40 || x > 65490 ? 1 : 97) {
      const u = I32F32.bits(I32F32.checkedDiv(I32F32.fromInt(x), max)! + epsilon);
      const square = I32F32.wrappingMul(I32F32.bits(-two), ln(I32F32, u)!);
      expect(BigInt(radius(x)), `radius(${x})`).toBe(sqrt(I32F32, square));
      const angle = I32F32.wrappingMul(I32F32.wrappingMul(two, I32F32.bits(PI)), u);
      expect(BigInt(cosine(x)), `cosine(${x})`).toBe(cos(angle));
    }
  });
});
