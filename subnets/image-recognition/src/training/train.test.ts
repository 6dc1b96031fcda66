import * as tf from '@tensorflow/tfjs';
import { expect, it } from 'vitest';
import { mlp } from '../backends/mlp.js';
import { imageOf, loadDigits, type Digits } from '../digits/load-digits.js';
import { shareOf } from '../digits/split.js';
import { judge } from '../score.js';
import { taskMaker } from '../task.js';
import { predict } from './predict.js';
import { train } from './train.js';

/** The same images every time, as they are published. */
const asPublished = (digits: Digits, batch: readonly number[]) => ({
  pixels: Buffer.concat(batch.map((index) => imageOf(digits, index))),
});

it('augmentation makes a better reader of the same images, learnt as often', async () => {
  // It recommends native bindings on standard error; this backend is the choice.
  tf.env().set('PROD', true);
  await tf.setBackend('cpu');
  const digits = await loadDigits();
  const indices = shareOf(digits, 'me').slice(0, mlp.samples);
  const { signal } = new AbortController();
  const learnt = { recipe: mlp, digits, indices, seed: 'me', signal };
  const [augmented, plain] = [await train(learnt), await train({ ...learnt, show: asPublished })];
  const round = await taskMaker(() => Promise.resolve(digits)).make('augmentation', ['augmented', 'plain']);
  const images = round.asks.get('plain')!;
  const answers = new Map([
    ['augmented', predict(augmented, mlp, images)],
    ['plain', predict(plain, mlp, images)],
  ]);
  const scores = await judge.score(round, answers);
  expect(scores.get('augmented')).toBeGreaterThan(scores.get('plain')! + 0.1);
});
