import type * as tf from '@tensorflow/tfjs';
import type { Images } from '../task.js';

/** How a backend learns: what it sees, what it is made of, how much it is shown. */
export interface Recipe {
  /** Images of the miner's share that it learns from. */
  readonly samples: number;
  /** How often it sees each of them, transformed anew each time. */
  readonly epochs: number;
  readonly learningRate: number;
  /** Images as its model takes them, `[images, …]`. The caller disposes of it. */
  readonly see: (images: Images) => tf.Tensor;
  /** From what it sees to `[images, 10]`, probabilities. The seed starts its weights. */
  build(seed: number): tf.LayersModel;
}
