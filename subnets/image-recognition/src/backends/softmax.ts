import * as tf from '@tensorflow/tfjs';
import { HALF, halve } from '../digits/halve.js';
import { PIXELS } from '../digits/load-digits.js';
import { digitProbabilities } from './layers.js';
import type { Recipe } from './recipe.js';

/** Softmax regression on few images: one weight for each pixel and digit. The cheapest reader, and the worst. */
export const softmax: Recipe = {
  samples: 400,
  epochs: 10,
  learningRate: 0.01,
  see: ({ pixels }) => tf.tensor2d(halve(pixels), [pixels.length / PIXELS, HALF * HALF]),
  build: (seed) => tf.sequential({ layers: [digitProbabilities(seed, [HALF * HALF])] }),
};
