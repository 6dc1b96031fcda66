import { describe, expect, it } from 'vitest';
import { U64_MAX } from '../fixed/fixed-format.js';
import { input2024, input2026, u64s } from '../testing/example-inputs.js';
import { fx } from '../testing/exact.js';
import { maskBonds } from './bonds-mask.js';

/** Validator 0 bonds to everyone. */
const BONDS = [
  [
    [0, fx(1)],
    [1, fx(1)],
    [2, fx(1)],
  ],
  [],
  [],
] as const;
const kept = (rows: ReturnType<typeof maskBonds>) => rows[0]!.map(([uid]) => uid);

describe('maskBonds', () => {
  it('2026: removes who registered at or after the block that follows the last epoch', () => {
    const blockAtRegistration = u64s(15, 16, 17);
    expect(kept(maskBonds(input2026({ lastMechanismStepBlock: 15n, blockAtRegistration }), BONDS))).toEqual([
      0,
    ]);
  });

  it('2026: before the first epoch a tempo ago counts, not below block 0', () => {
    const first = { lastMechanismStepBlock: 0n, tempo: 5, blockAtRegistration: u64s(14, 15, 16) };
    expect(kept(maskBonds(input2026({ ...first, currentBlock: 20n }), BONDS))).toEqual([0]);
    expect(kept(maskBonds(input2026({ ...first, currentBlock: 3n }), BONDS))).toEqual([]); // 0 <= all of them
  });

  it('2026: the block after u64::MAX is u64::MAX', () => {
    const late = { lastMechanismStepBlock: U64_MAX, blockAtRegistration: u64s(1, U64_MAX, 2) };
    expect(kept(maskBonds(input2026(late), BONDS))).toEqual([0, 2]);
  });

  it('2024: removes who registered at or after the last update of the row', () => {
    const input = input2024({ lastUpdate: u64s(10, 0, 0), blockAtRegistration: u64s(9, 10, 11) });
    expect(kept(maskBonds(input, BONDS))).toEqual([0]);
  });
});
