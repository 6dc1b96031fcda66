import { describe, expect, it } from 'vitest';
import { input2024, input2026 } from '../testing/example-inputs.js';
import { runEpoch2024 } from './run-epoch-2024.js';
import { runEpoch2026 } from './run-epoch-2026.js';
import { runEpochReference } from './run-epoch.js';

describe('runEpochReference', () => {
  it('runs the epoch of the ruleset', () => {
    expect(runEpochReference(input2024())).toEqual(runEpoch2024(input2024()));
    expect(runEpochReference(input2026())).toEqual(runEpoch2026(input2026()));
    expect(runEpochReference(input2024()).pruningScores).toHaveLength(3);
  });

  it('does not touch its input', () => {
    for (const make of [input2024, input2026]) {
      const input = make();
      runEpochReference(input);
      expect(input).toEqual(make());
    }
  });
});
