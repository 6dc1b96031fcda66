import * as tf from '@tensorflow/tfjs';
import { answerOf, type Answer } from '../answer.js';
import type { Recipe } from '../backends/recipe.js';
import type { Images } from '../task.js';

/** What a model reads. */
export function predict(model: tf.LayersModel, { see }: Recipe, images: Images): Answer {
  const output = tf.tidy(() => model.predict(see(images)) as tf.Tensor);
  const answer = answerOf(output.dataSync());
  output.dispose();
  return answer;
}
