import * as tf from '@tensorflow/tfjs';
import { SeededRandom, type Handler, type HandlerOptions } from '@yumanet/subnet-kit';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Answer } from '../answer.js';
import { augment } from '../digits/augment.js';
import { CONDITIONS } from '../digits/conditions.js';
import type { Digits } from '../digits/load-digits.js';
import { shareOf } from '../digits/split.js';
import { qualityOf } from '../score.js';
import type { Images } from '../task.js';
import { modelCard } from '../training/model-card.js';
import { loadModel, saveModel, type StoredModel } from '../training/model-file.js';
import { predict } from '../training/predict.js';
import { train } from '../training/train.js';
import type { Recipe } from './recipe.js';

/** Images that a miner tries itself on: of its share, but not learnt from. */
const TRIAL = 200;

/** A handler with a model of its own: loaded where an earlier start saved it, trained otherwise. */
export async function openTrained(
  recipe: Recipe,
  digits: () => Promise<Digits>,
  options: HandlerOptions,
): Promise<Handler<Images, Answer>> {
  // It recommends native bindings on standard error; this backend is the choice.
  tf.env().set('PROD', true);
  await tf.setBackend('cpu');
  const { backend, dataDir, hotkey } = options;
  const { samples, epochs, learningRate } = recipe;
  const path = join(dataDir, `${backend}.model.json`);
  const name = JSON.stringify({ backend, hotkey, samples, epochs, learningRate, conditions: CONDITIONS });
  const loaded = await loadModel(path, name);
  const stored = loaded ?? (await learn(recipe, await digits(), options));
  if (!loaded) await saveModel(path, name, stored);
  const { model, facts } = stored;
  return {
    facts: { ...facts, reloaded: loaded ? 1 : 0 },
    answer: (images) => Promise.resolve(predict(model, recipe, images)),
    close: () => Promise.resolve(model.dispose()).then(() => undefined),
  };
}

async function learn(recipe: Recipe, digits: Digits, options: HandlerOptions): Promise<StoredModel> {
  const { backend, dataDir, hotkey, signal } = options;
  const share = shareOf(digits, hotkey);
  const indices = share.slice(0, recipe.samples);
  const model = await train({ recipe, digits, indices, seed: hotkey, signal });
  const trial = tryOut(recipe, model, digits, share.slice(-TRIAL), hotkey);
  const card = modelCard({ backend, hotkey, recipe, parameters: model.countParams(), trial });
  await writeFile(join(dataDir, `${backend}.card.md`), card);
  const { accuracy, logLoss } = qualityOf(trial.answer, trial.secret);
  return { model, facts: { accuracy, logLoss, samples: recipe.samples } };
}

function tryOut(recipe: Recipe, model: tf.LayersModel, digits: Digits, indices: number[], hotkey: string) {
  const random = new SeededRandom(`image-recognition trial ${hotkey}`);
  const { pixels, conditions } = augment(digits, indices, random);
  const labels = indices.map((index) => digits.labels[index] ?? 0);
  return { answer: predict(model, recipe, { pixels }), secret: { labels, conditions } };
}
