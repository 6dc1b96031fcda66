import * as tf from '@tensorflow/tfjs';
import { SeededRandom } from '@yumanet/subnet-kit';
import { setImmediate } from 'node:timers/promises';
import type { Recipe } from '../backends/recipe.js';
import { CLASSES, imageOf, type Digits } from '../digits/load-digits.js';
import { transform } from '../digits/transform.js';

const BATCH = 32;

export interface Training {
  readonly recipe: Recipe;
  readonly digits: Digits;
  /** Images to learn from, by index. */
  readonly indices: readonly number[];
  /** Same seed, same model. */
  readonly seed: string;
  /** Between two batches it is looked at. */
  readonly signal: AbortSignal;
}

/** A model that has learnt from images transformed as the validator transforms its own. */
export async function train({ recipe, digits, indices, seed, signal }: Training): Promise<tf.LayersModel> {
  const random = new SeededRandom(`image-recognition training ${seed}`);
  const model = recipe.build(random.below(2 ** 31));
  model.compile({ optimizer: tf.train.adam(recipe.learningRate), loss: 'categoricalCrossentropy' });
  for (let epoch = 0; epoch < recipe.epochs; epoch += 1) {
    const order = random.shuffled(indices);
    for (let from = 0; from < order.length; from += BATCH) {
      signal.throwIfAborted();
      await learn(model, recipe, digits, order.slice(from, from + BATCH), random);
      // Whoever waits in this thread gets his turn.
      await setImmediate();
    }
  }
  return model;
}

async function learn(
  model: tf.LayersModel,
  { see }: Recipe,
  digits: Digits,
  batch: readonly number[],
  random: SeededRandom,
): Promise<void> {
  const pixels = Buffer.concat(batch.map((index) => transform(imageOf(digits, index), random)));
  const images = see({ pixels });
  const labels = tf.tidy(() =>
    tf
      .oneHot(
        tf.tensor1d(
          batch.map((index) => digits.labels[index] ?? 0),
          'int32',
        ),
        CLASSES,
      )
      .toFloat(),
  );
  await model.trainOnBatch(images, labels);
  tf.dispose([images, labels]);
}
