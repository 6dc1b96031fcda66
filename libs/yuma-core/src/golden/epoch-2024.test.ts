import { describe, expect, it } from 'vitest';
import { runEpoch2024 } from '../epoch/run-epoch-2024.js';
import { checkEpochInput } from '../input/check-epoch-input.js';
import { input2024 } from '../testing/example-inputs.js';
import { line2024 } from '../testing/golden-lines.js';
import { readEpoch2024, writeEpoch2024 } from './epoch-2024.js';

describe('readEpoch2024', () => {
  it('reads a g-epoch line into a well-formed input', () => {
    expect(readEpoch2024(line2024())).toEqual(input2024());
    expect(() => checkEpochInput(readEpoch2024(line2024()))).not.toThrow();
  });

  it.each([
    ['a row of flat values', 'WRONG_TYPE', { weights: [[2, 65535], [], []] }],
    ['half a pair', 'MALFORMED_ROWS', { weights: [[[2]], [], []] }],
    ['three in a pair', 'MALFORMED_ROWS', { bonds: [[[2, 1, 1]], [], []] }],
    ['a row too few', 'LENGTH_MISMATCH', { weights: [[], []] }],
    ['a weight above u16', 'OUT_OF_RANGE', { weights: [[[2, 65536]], [], []] }],
    ['no stake', 'MISSING_FIELD', { stake: undefined }],
    ['negative stake', 'OUT_OF_RANGE', { stake: ['-1', '0', '0'] }],
  ])('refuses %s (%s)', (_what, code, change) => {
    expect(() => readEpoch2024(line2024(change))).toThrow(expect.objectContaining({ code }));
  });
});

describe('writeEpoch2024', () => {
  it('writes pairs, decimal rao and the loaded emission by hotkey', () => {
    const written = writeEpoch2024(runEpoch2024(input2024()), line2024());
    expect(written).toMatchObject({
      active: [true, true, true],
      rank: [0, 0, 65535],
      emission: ['375', '125', '500'],
      validator_permit: [true, true, false],
      bonds: [[[2, 65535]], [[2, 21844]], []],
      loaded_emission: [
        ['a', '0', '375'],
        ['b', '0', '125'],
        ['c', '500', '0'],
      ],
    });
  });

  it('refuses a line with fewer hotkeys than uids', () => {
    const output = runEpoch2024(input2024());
    expect(() => writeEpoch2024(output, line2024({ hotkeys: ['a'] }))).toThrow(
      expect.objectContaining({ code: 'LENGTH_MISMATCH' }),
    );
  });
});
