import type { SeededRandom } from '@yumanet/subnet-kit';
import { CONDITIONS } from './conditions.js';
import { imageOf, type Digits } from './load-digits.js';
import { transform } from './transform.js';

/** Images, each under a condition drawn for it. */
export interface Augmented {
  /** `PIXELS` bytes of each. */
  readonly pixels: Uint8Array;
  /** Which of `CONDITIONS` each is shown under. */
  readonly conditions: readonly number[];
}

/** Shows images under conditions drawn by lot: what a miner learns from, and tries itself on. */
export function augment(digits: Digits, indices: readonly number[], random: SeededRandom): Augmented {
  const conditions = indices.map(() => random.below(CONDITIONS.length));
  const images = indices.map((index, i) =>
    transform(imageOf(digits, index), CONDITIONS[conditions[i]!]!, random),
  );
  return { pixels: Buffer.concat(images), conditions };
}
