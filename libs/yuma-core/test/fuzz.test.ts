/** Differential fuzz, the short lane; `npm run fuzz` is the long one. */
import { afterAll, describe, expect, it } from 'vitest';
import { BACKENDS, createYuma } from '../src/backends.js';
import { firstDifference } from '../src/fuzz/compare-outputs.js';
import { randomEpoch } from '../src/fuzz/random-epoch.js';

const EPOCHS = 600;
const others = BACKENDS.filter((backend) => backend !== 'reference');
const reference = createYuma({ backend: 'reference' });

describe.each(others)('backend %s', (backend) => {
  // Every epoch is split or has proposals, however small: that is what is to be tested.
  const engine = createYuma({ backend, splitFrom: 0, gpu: { mode: 'webasm', proposals: 'always' } });
  afterAll(() => engine.dispose());

  it(`equals the reference on ${EPOCHS} random epochs`, { timeout: 120_000 }, async () => {
    await engine.whenReady();
    for (let seed = 1; seed <= EPOCHS; seed++) {
      const input = randomEpoch(seed);
      const difference = firstDifference(reference.runEpoch(input), engine.runEpoch(input));
      expect(difference, `npm run fuzz -- --epochs 1 --seed ${seed}`).toBeNull();
    }
  });
});

it('random epochs are not trivial: most have incentive, dividends and bonds', () => {
  const seen = { incentive: 0, dividends: 0, bonds: 0, clipped: 0 };
  for (let seed = 1; seed <= 300; seed++) {
    const output = reference.runEpoch(randomEpoch(seed));
    if (output.incentive.some((value) => value > 0)) seen.incentive++;
    if (output.dividends.some((value) => value > 0)) seen.dividends++;
    if (output.bonds.entries.length > 0) seen.bonds++;
    if (output.validatorTrust.some((value) => value > 0 && value < 65000)) seen.clipped++;
  }
  for (const [what, count] of Object.entries(seen)) expect(count, what).toBeGreaterThan(75);
});
