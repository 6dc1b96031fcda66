/** The order of scores is the order of true quality, and whoever does not read earns nothing. */
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { imageOf, loadDigits, PIXELS } from '../src/digits/load-digits.js';
import { mechanism, type Answer, type Images } from '../src/index.js';
import { Readers } from './readers.js';

const SEEDS = Array.from({ length: 20 }, (_, seed) => `seed ${seed}`);
const readers = new Readers();
let open: Awaited<ReturnType<Readers['open']>>;
beforeAll(async () => void (open = await readers.open()), 300_000);
afterAll(() => readers.remove());

/** Scores of one round, by reader. */
async function play(
  seed: string,
  answer: (name: string, images: Images) => Promise<Answer>,
  names: string[],
) {
  const round = await mechanism.task.make(seed, names);
  const answers = new Map<string, Answer>();
  for (const name of names) answers.set(name, await answer(name, round.asks.get(name)!));
  return mechanism.score.score(round, answers);
}

describe('scores', () => {
  it('order the backends by quality in at least 19 of 20 rounds, the freeloader at zero', async () => {
    let ordered = 0;
    for (const seed of SEEDS) {
      const scores = await play(seed, (name, images) => open.get(name)!(images), [...open.keys()]);
      const [cnn = 0, mlp = 0, softmax = 0, guess = 0] = mechanism.handler.backends.map((name) =>
        scores.get(name),
      );
      if (cnn > mlp && mlp > softmax && softmax > guess) ordered += 1;
      expect(guess).toBeLessThan(0.01);
      expect(softmax).toBeGreaterThan(0.1);
    }
    expect(ordered).toBeGreaterThanOrEqual(19);
  });

  it('are zero for a look-up table of every image there is, and of every image that was ever asked', async () => {
    const hash = (image: Uint8Array) => createHash('sha256').update(image).digest('hex');
    const digits = await loadDigits();
    const table = new Map([...digits.labels].map((label, index) => [hash(imageOf(digits, index)), label]));
    const lookUp = (images: Images): Promise<Answer> => {
      const rows = Array.from({ length: images.pixels.length / PIXELS }, (_, i) => {
        const label = table.get(hash(imageOf(images, i)));
        return Array.from({ length: 10 }, (_unused, digit) =>
          label === undefined ? 0.1 : digit === label ? 1 : 0,
        );
      });
      return Promise.resolve({ probabilities: rows });
    };
    for (const seed of SEEDS) {
      const scores = await play(seed, (_name, images) => lookUp(images), ['table']);
      expect(scores.get('table')).toBe(0);
      const { asks, secret } = await mechanism.task.make(seed, ['table']);
      secret.labels.forEach((label, i) => table.set(hash(imageOf(asks.get('table')!, i)), label));
    }
    // The table does find what it knows: the same round twice would pay.
    expect((await play(SEEDS[0]!, (_name, images) => lookUp(images), ['table'])).get('table')).toBe(1);
  });

  it('of answers composed are better than of the worse of them', async () => {
    const round = await mechanism.task.make('composed', ['cnn', 'mlp']);
    const answers = new Map<string, Answer>();
    for (const name of ['cnn', 'mlp']) answers.set(name, await open.get(name)!(round.asks.get(name)!));
    const single = await mechanism.score.score(round, answers);
    const composed = mechanism.score.compose(answers)!;
    const both = await mechanism.score.score(round, new Map([['cnn', composed]]));
    expect(both.get('cnn')).toBeGreaterThan(single.get('mlp')!);
  });
});
