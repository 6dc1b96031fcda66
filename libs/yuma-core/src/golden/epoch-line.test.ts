import { describe, expect, it } from 'vitest';
import { runEpochReference } from '../epoch/run-epoch.js';
import { input2024, input2026 } from '../testing/example-inputs.js';
import { line2024, line2026 } from '../testing/golden-lines.js';
import { readEpochLine, writeEpochOutput } from './epoch-line.js';

describe('epoch lines', () => {
  it('a format says which ruleset its lines have', () => {
    expect(readEpochLine('golden', line2026())).toEqual(input2026());
    expect(readEpochLine('golden2024', line2024())).toEqual(input2024());
  });

  it('refuses a line of another ruleset, and one without an input', () => {
    const other = { ...line2026(), ruleset: '2024' };
    expect(() => readEpochLine('golden', other)).toThrow(
      expect.objectContaining({ code: 'UNKNOWN_RULESET' }),
    );
    expect(() => readEpochLine('golden', {})).toThrow(expect.objectContaining({ code: 'MISSING_FIELD' }));
  });

  it('writes each ruleset under its own names', () => {
    const old = writeEpochOutput(runEpochReference(input2024()), line2024());
    const now = writeEpochOutput(runEpochReference(input2026()), line2026());
    expect([old['validator_permit'], old['new_validator_permit']]).toEqual([[true, true, false], undefined]);
    expect([now['validator_permit'], now['new_validator_permit']]).toEqual([undefined, [1, 1, 0]]);
  });
});
