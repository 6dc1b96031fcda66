import { describe, expect, it } from 'vitest';
import { packRows } from '../epoch/sparse-rows.js';
import type { YumaErrorCode } from '../errors.js';
import { flags, input2024, input2026, u64s } from '../testing/example-inputs.js';
import type { EpochInput } from '../types.js';
import { checkEpochInput } from './check-epoch-input.js';

type Refusal = [what: string, code: YumaErrorCode, change: Record<string, unknown>];

function codeOf(input: unknown): string {
  try {
    checkEpochInput(input as EpochInput);
    return 'accepted';
  } catch (error) {
    return (error as { code: string }).code;
  }
}

const rows = (offsets: number[], entries: number[]) => ({
  offsets: Uint32Array.from(offsets),
  entries: Uint16Array.from(entries),
});

const IN_BOTH: Refusal[] = [
  ['no such ruleset', 'UNKNOWN_RULESET', { ruleset: '2025' }],
  ['no ruleset', 'UNKNOWN_RULESET', { ruleset: undefined }],
  ['no n', 'MISSING_FIELD', { n: undefined }],
  ['n as a string', 'WRONG_TYPE', { n: '3' }],
  ['n NaN', 'WRONG_TYPE', { n: NaN }],
  ['n with a fraction', 'WRONG_TYPE', { n: 2.5 }],
  ['n negative', 'OUT_OF_RANGE', { n: -1 }],
  ['n above 65535', 'OUT_OF_RANGE', { n: 65536 }],
  ['n that no longer fits the arrays', 'LENGTH_MISMATCH', { n: 4 }],
  ['no current block', 'MISSING_FIELD', { currentBlock: undefined }],
  ['current block as a number', 'WRONG_TYPE', { currentBlock: 20 }],
  ['negative activity cutoff', 'OUT_OF_RANGE', { activityCutoff: -1n }],
  ['bonds moving average above u64', 'OUT_OF_RANGE', { bondsMovingAverage: 2n ** 64n }],
  ['emission above u64', 'OUT_OF_RANGE', { raoEmission: 2n ** 64n }],
  ['kappa above u16', 'OUT_OF_RANGE', { kappa: 65536 }],
  ['max validators negative', 'OUT_OF_RANGE', { maxAllowedValidators: -1 }],
  ['no permits', 'MISSING_FIELD', { validatorPermit: undefined }],
  ['permits as a list', 'WRONG_TYPE', { validatorPermit: [1, 1, 0] }],
  ['a permit that is no flag', 'OUT_OF_RANGE', { validatorPermit: flags(1, 2, 0) }],
  ['permits too short', 'LENGTH_MISMATCH', { validatorPermit: flags(1, 1) }],
  ['registrations too long', 'LENGTH_MISMATCH', { blockAtRegistration: u64s(1, 2, 3, 4) }],
  ['last update as numbers', 'WRONG_TYPE', { lastUpdate: Float64Array.of(1, 2, 3) }],
  ['no weights', 'MISSING_FIELD', { weights: undefined }],
  ['weights null', 'WRONG_TYPE', { weights: null }],
  ['weights as a number', 'WRONG_TYPE', { weights: 5 }],
  ['no offsets', 'MISSING_FIELD', { weights: { entries: Uint16Array.of() } }],
  [
    'offsets of another type',
    'WRONG_TYPE',
    { bonds: { offsets: Uint16Array.of(0, 0, 0, 0), entries: Uint16Array.of() } },
  ],
  ['offsets too short', 'LENGTH_MISMATCH', { weights: rows([0, 0, 0], []) }],
  ['offsets that do not start at 0', 'MALFORMED_ROWS', { weights: rows([1, 1, 1, 1], [0, 1]) }],
  ['offsets that fall', 'MALFORMED_ROWS', { bonds: rows([0, 2, 1, 2], [0, 1, 0, 1]) }],
  ['entries that end too early', 'LENGTH_MISMATCH', { weights: rows([0, 1, 2, 3], [0, 1, 0, 1]) }],
  ['half a pair', 'LENGTH_MISMATCH', { bonds: rows([0, 1, 1, 1], [0, 1, 2]) }],
];

const ONLY_2024: Refusal[] = [
  ['stake of 2^63 rao in total', 'OUT_OF_RANGE', { stake: u64s(2n ** 62n, 2n ** 62n, 0n) }],
  ['no stake', 'MISSING_FIELD', { stake: undefined }],
  ['stake too long', 'LENGTH_MISMATCH', { stake: u64s(1, 2, 3, 4) }],
  ['last update too short', 'LENGTH_MISMATCH', { lastUpdate: u64s(1, 2) }],
  ['a bond to a uid >= n, which stops the chain', 'OUT_OF_RANGE', { bonds: packRows([[3, 1], [], []]) }],
];

const ONLY_2026: Refusal[] = [
  ['stake with one limb per uid', 'LENGTH_MISMATCH', { stakeI64F64: u64s(1, 2, 3) }],
  ['commit blocks too short', 'LENGTH_MISMATCH', { commitBlocks: u64s() }],
  ['more last updates than uids can exist', 'LENGTH_MISMATCH', { lastUpdate: new BigUint64Array(65537) }],
  ['owner outside the subnet', 'OUT_OF_RANGE', { ownerUid: 3 }],
  ['owner undefined', 'MISSING_FIELD', { ownerUid: undefined }],
  ['tempo above u16', 'OUT_OF_RANGE', { tempo: 65536 }],
  ['bonds penalty with a fraction', 'WRONG_TYPE', { bondsPenalty: 0.5 }],
  ['alpha low negative', 'OUT_OF_RANGE', { alphaLow: -1 }],
  ['no alpha high', 'MISSING_FIELD', { alphaHigh: undefined }],
  ['steepness below i16', 'OUT_OF_RANGE', { alphaSigmoidSteepness: -32769 }],
  ['minimum stake as a number', 'WRONG_TYPE', { minStake: 0 }],
  ['last step above u64', 'OUT_OF_RANGE', { lastMechanismStepBlock: 2n ** 64n }],
  ['a flag as a number', 'WRONG_TYPE', { yuma3: 1 }],
];

describe('checkEpochInput', () => {
  it('accepts the smallest examples, rows with stored zeros, and any length of last updates in 2026', () => {
    expect(codeOf(input2024())).toBe('accepted');
    expect(codeOf(input2026({ lastUpdate: u64s(), ownerUid: 2, alphaSigmoidSteepness: -32768 }))).toBe(
      'accepted',
    );
    expect(
      codeOf(input2026({ bonds: packRows([[9, 0], [], []]), lastUpdate: new BigUint64Array(65536) })),
    ).toBe('accepted');
  });

  it.each([undefined, null, 'input', 5])('refuses %s, which is no object', (input) => {
    expect(codeOf(input)).toBe('WRONG_TYPE');
  });

  it.each(IN_BOTH)('refuses in both rulesets: %s (%s)', (_what, code, change) => {
    expect([codeOf({ ...input2024(), ...change }), codeOf({ ...input2026(), ...change })]).toEqual([
      code,
      code,
    ]);
  });

  it.each(ONLY_2024)('refuses in 2024: %s (%s)', (_what, code, change) => {
    expect(codeOf({ ...input2024(), ...change })).toBe(code);
  });

  it.each(ONLY_2026)('refuses in 2026: %s (%s)', (_what, code, change) => {
    expect(codeOf({ ...input2026(), ...change })).toBe(code);
  });

  it('says what, expected and got', () => {
    expect(() => checkEpochInput(input2026({ kappa: 70000 }))).toThrow(
      'kappa: expected 0 … 65535, got 70000',
    );
  });
});
