import { expect, it } from 'vitest';
import { checkEpochInput } from '../input/check-epoch-input.js';
import { syntheticEpoch, VARIANTS } from './synthetic-epoch.js';

it.each(VARIANTS)(
  '%s: a valid input of about the density asked for, the same for the same seed',
  (variant) => {
    const shape = { n: 200, v: 20, density: 0.25, variant };
    const input = syntheticEpoch(shape, 3);
    checkEpochInput(input);
    const stored = input.weights.entries.length / 2 / (20 * 200);
    expect(stored).toBeGreaterThan(0.2);
    expect(stored).toBeLessThan(0.3);
    expect(syntheticEpoch(shape, 3)).toEqual(input);
    expect(syntheticEpoch(shape, 4)).not.toEqual(input);
  },
);
