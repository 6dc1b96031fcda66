import { expect, it } from 'vitest';
import { modelCard } from './model-card.js';

it('says how well each digit is read, and what it is taken for', () => {
  const sure = (digit: number) => Array.from({ length: 10 }, (_, i) => (i === digit ? 0.91 : 0.01));
  const card = modelCard({
    backend: 'cnn',
    hotkey: 'me',
    recipe: { samples: 64, epochs: 2, learningRate: 0.01 },
    parameters: 1_234,
    // A seven read rightly, two taken for a one, one for a nine; a three read rightly.
    trial: {
      answer: { probabilities: [7, 1, 1, 9, 3].map(sure) },
      secret: { labels: [7, 7, 7, 7, 3], conditions: [0, 0, 1, 2, 2] },
    },
  });
  expect(card).toContain('# cnn of me');
  expect(card).toContain('Parameters: 1234');
  expect(card).toContain('64 images');
  expect(card).toContain('Accuracy: 0.400');
  expect(card).toContain('| 7 | 4 | 0.25 | 1 |');
  expect(card).toContain('| 3 | 1 | 1.00 | – |');
  expect(card).toContain('| 0 | 0 | – | – |');
  expect(card).toContain('| nearly clean | 0.50 |');
  expect(card).toContain('| displaced | 0.00 |');
  expect(card).toContain('| noisy | 0.50 |');
});
