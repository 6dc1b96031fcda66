import { expect, it } from 'vitest';
import { MINERS, VALIDATORS, weightsAt } from './cast.js';

it.each(VALIDATORS)('$hotkey weighs every miner, each better in a tempo of its own', (validator) => {
  const tempos = [0, 1, 2].map((k) => weightsAt(validator, k));
  for (const weights of tempos) expect(weights.length).toBe(MINERS.length);
  MINERS.forEach((_, i) => {
    const seen = tempos.map((weights) => weights[i]! - validator.scores[i]!);
    expect([...seen].sort((a, b) => a - b)).toEqual([0, 6, 12]);
  });
  expect(weightsAt(validator, 3)).toEqual(tempos[0]);
});
