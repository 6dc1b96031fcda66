import { expect, it } from 'vitest';
import { checkEpochInput } from '../input/check-epoch-input.js';
import { randomEpoch } from './random-epoch.js';

it('every seed gives a valid input, always the same one', () => {
  for (let seed = 0; seed < 60; seed++) {
    const input = randomEpoch(seed);
    checkEpochInput(input);
    expect(randomEpoch(seed)).toEqual(input);
  }
});

it('holds what storage can hold: unsorted and repeated entries, zeros, foreign uids, single entries, short vectors', () => {
  const seen = new Set<string>();
  for (let seed = 0; seed < 400; seed++) {
    const { weights, n, ...input } = randomEpoch(seed);
    seen.add(input.ruleset);
    if (input.lastUpdate.length !== n) seen.add('short');
    for (let i = 0; i < n; i++) {
      const [from, to] = [weights.offsets[i]!, weights.offsets[i + 1]!];
      if (to - from === 1) seen.add('single');
      for (let k = from; k < to; k++) {
        const [uid, value] = [weights.entries[2 * k]!, weights.entries[2 * k + 1]!];
        if (value === 0) seen.add('zero');
        if (uid >= n) seen.add('foreign');
        if (k > from && uid < weights.entries[2 * k - 2]!) seen.add('unsorted');
        if (k > from && uid === weights.entries[2 * k - 2]!) seen.add('repeated');
      }
    }
  }
  expect([...seen].sort()).toEqual(
    ['2024', '2026', 'foreign', 'repeated', 'short', 'single', 'unsorted', 'zero'].sort(),
  );
});
