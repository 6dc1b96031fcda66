import * as tf from '@tensorflow/tfjs';
import { SeededRandom } from '@yumanet/subnet-kit';
import { setImmediate } from 'node:timers/promises';
import type { Recipe } from '../backends/recipe.js';
import { augment, type Augmented } from '../digits/augment.js';
import { CLASSES, type Digits } from '../digits/load-digits.js';

const BATCH = 32;

export interface Training {
  readonly recipe: Recipe;
  readonly digits: Digits;
  /** Images to learn from, by index. */
  readonly indices: readonly number[];
  /** Same seed, same model. */
  readonly seed: string;
  /** How a batch is shown; `augment` unless another way is to be compared with it. */
  readonly show?: (...batch: Parameters<typeof augment>) => Pick<Augmented, 'pixels'>;
  /** Between two batches it is looked at. */
  readonly signal: AbortSignal;
}

/** A model that has learnt from images transformed anew each time one is shown, as the validator transforms its own. */
export async function train(training: Training): Promise<tf.LayersModel> {
  const { recipe, digits, indices, seed, show = augment, signal } = training;
  const random = new SeededRandom(`image-recognition training ${seed}`);
  const model = recipe.build(random.below(2 ** 31));
  model.compile({ optimizer: tf.train.adam(recipe.learningRate), loss: 'categoricalCrossentropy' });
  for (let epoch = 0; epoch < recipe.epochs; epoch += 1) {
    const order = random.shuffled(indices);
    for (let from = 0; from < order.length; from += BATCH) {
      signal.throwIfAborted();
      const batch = order.slice(from, from + BATCH);
      const { pixels } = show(digits, batch, random);
      await learn(model, recipe.see({ pixels }), labelsOf(digits, batch));
      // Whoever waits in this thread gets his turn.
      await setImmediate();
    }
  }
  return model;
}

/** Disposes of the tensors. */
async function learn(model: tf.LayersModel, images: tf.Tensor, labels: tf.Tensor): Promise<void> {
  await model.trainOnBatch(images, labels);
  tf.dispose([images, labels]);
}

function labelsOf({ labels }: Digits, indices: readonly number[]): tf.Tensor {
  const known = indices.map((index) => labels[index] ?? 0);
  return tf.tidy(() => tf.oneHot(tf.tensor1d(known, 'int32'), CLASSES).toFloat());
}
