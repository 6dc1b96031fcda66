import * as tf from '@tensorflow/tfjs';
import { HALF, halve } from '../digits/halve.js';
import { PIXELS } from '../digits/load-digits.js';
import { dense, digitProbabilities } from './layers.js';
import type { Recipe } from './recipe.js';

/** A filter of the first layer sees 4 × 4 pixels, in each of 6 × 6 places, two pixels apart. */
const KERNEL = 4;
const STRIDE = 2;
const PLACES = (HALF - KERNEL) / STRIDE + 1;
const PATCH = KERNEL * KERNEL;
/** Filters of the first and of the second layer. The second sees 2 × 2 places of the first, in 3 × 3 places. */
const FILTERS = [16, 24] as const;

/**
 * Two layers of convolutions: what it learns of a stroke in one place it knows in every place.
 *
 * PERF: the convolutions are written as dense layers over patches. That is the same sum, but a matrix product; the gradients
 * of `conv2d` and of pooling in tfjs's pure JavaScript backend go element by element and take over ten times as long.
 */
export const cnn: Recipe = {
  samples: 1_800,
  epochs: 7,
  learningRate: 0.005,
  see: ({ pixels }) => tf.tensor3d(patches(halve(pixels)), [pixels.length / PIXELS, PLACES * PLACES, PATCH]),
  build: (seed) =>
    tf.sequential({
      layers: [
        dense(FILTERS[0], seed, [PLACES * PLACES, PATCH]),
        tf.layers.reshape({ targetShape: [PLACES / 2, 2, PLACES / 2, 2, FILTERS[0]] }),
        tf.layers.permute({ dims: [1, 3, 2, 4, 5] }),
        tf.layers.reshape({ targetShape: [(PLACES / 2) ** 2, 4 * FILTERS[0]] }),
        dense(FILTERS[1], seed + 1),
        tf.layers.flatten(),
        digitProbabilities(seed + 2),
      ],
    }),
};

/** Every patch of every halved image, row by row. */
function patches(halved: Float32Array): Float32Array {
  const images = halved.length / (HALF * HALF);
  const out = new Float32Array(images * PLACES * PLACES * PATCH);
  for (let i = 0; i < out.length; i += 1) {
    const [x, y] = [i % KERNEL, Math.floor(i / KERNEL) % KERNEL];
    const place = Math.floor(i / PATCH) % (PLACES * PLACES);
    const image = Math.floor(i / (PATCH * PLACES * PLACES));
    const [left, top] = [(place % PLACES) * STRIDE, Math.floor(place / PLACES) * STRIDE];
    out[i] = halved[image * HALF * HALF + (top + y) * HALF + left + x]!;
  }
  return out;
}
