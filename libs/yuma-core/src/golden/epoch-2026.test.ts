import { describe, expect, it } from 'vitest';
import { runEpoch2026 } from '../epoch/run-epoch-2026.js';
import { checkEpochInput } from '../input/check-epoch-input.js';
import { input2026, u64s } from '../testing/example-inputs.js';
import { line2026 } from '../testing/golden-lines.js';
import { decimals, readEpoch2026, writeEpoch2026 } from './epoch-2026.js';

const read = (change = {}) => readEpoch2026(line2026(change)['input']);

describe('readEpoch2026', () => {
  it('reads the input of a golden line into a well-formed input', () => {
    expect(read()).toEqual(input2026());
    expect(() => checkEpochInput(read())).not.toThrow();
  });

  it('takes any number of last updates, negative stake bits and a named owner', () => {
    const input = read({ last_update: [], stake_i64f64: ['-1', '0', '0'], owner_uid: 2 });
    expect(input.lastUpdate).toEqual(u64s());
    expect(input.stakeI64F64.subarray(0, 2)).toEqual(u64s(2n ** 64n - 1n, 2n ** 64n - 1n));
    expect(input.ownerUid).toBe(2);
  });

  it.each([
    ['half a pair', 'MALFORMED_ROWS', { weights: [[2], [], []] }],
    [
      'pairs in a flat row',
      'WRONG_TYPE',
      {
        weights: [
          [
            [2, 1],
            [1, 1],
          ],
          [],
          [],
        ],
      },
    ],
    ['a row too many', 'LENGTH_MISMATCH', { bonds: [[], [], [], []] }],
    ['stake beyond i128', 'OUT_OF_RANGE', { stake_i64f64: [String(2n ** 127n), '0', '0'] }],
    ['no owner field', 'MISSING_FIELD', { owner_uid: undefined }],
    ['a flag of 2', 'WRONG_TYPE', { yuma3: 2 }],
    ['kappa with a fraction', 'WRONG_TYPE', { kappa: 0.5 }],
  ])('refuses %s (%s)', (_what, code, change) => {
    expect(() => read(change)).toThrow(expect.objectContaining({ code }));
  });
});

describe('writeEpoch2026', () => {
  it('writes flat rows, flags as 0 | 1, decimal rao and the raw bits', () => {
    const written = writeEpoch2026(runEpoch2026(input2026()));
    expect(written).toMatchObject({
      active: [1, 1, 1],
      stake: ['3', '1', '0'],
      emission: ['375', '125', '500'],
      new_validator_permit: [1, 1, 0],
      bonds: [[2, 65535], [2, 21844], []],
      raw: { consensus: ['0', '0', '4294967296'], stake: ['3221225472', '1073741824', '0'] },
    });
    expect(decimals([2n ** 64n - 1n, -1n])).toEqual(['18446744073709551615', '-1']);
  });
});
