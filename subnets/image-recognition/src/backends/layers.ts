import * as tf from '@tensorflow/tfjs';
import { CLASSES } from '../digits/load-digits.js';

/** A fully connected layer; the same weights to start from the same seed. */
export function dense(units: number, seed: number, inputShape?: number[]): tf.layers.Layer {
  const kernelInitializer = tf.initializers.glorotUniform({ seed });
  return tf.layers.dense({
    units,
    activation: 'relu',
    kernelInitializer,
    ...(inputShape ? { inputShape } : {}),
  });
}

/** The last layer: probabilities of the digits. */
export function digitProbabilities(seed: number, inputShape?: number[]): tf.layers.Layer {
  const kernelInitializer = tf.initializers.glorotUniform({ seed });
  return tf.layers.dense({
    units: CLASSES,
    activation: 'softmax',
    kernelInitializer,
    ...(inputShape ? { inputShape } : {}),
  });
}
