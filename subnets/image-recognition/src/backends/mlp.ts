import * as tf from '@tensorflow/tfjs';
import { HALF } from '../digits/halve.js';
import { dense, digitProbabilities } from './layers.js';
import type { Recipe } from './recipe.js';
import { softmax } from './softmax.js';

/** One hidden layer: learns combinations of pixels, but each place anew. */
export const mlp: Recipe = {
  samples: 1_000,
  epochs: 9,
  learningRate: 0.006,
  see: softmax.see,
  build: (seed) => tf.sequential({ layers: [dense(64, seed, [HALF * HALF]), digitProbabilities(seed + 1)] }),
};
