import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { u64s } from '../testing/example-inputs.js';
import { fx, fxs, ulp } from '../testing/exact.js';
import { I64F64 } from '../fixed/i64f64.js';
import { activeStake, packI64F64, stake2024, stake2026, unpackI64F64 } from './stake.js';

describe('packI64F64', () => {
  it('gives the low, then the high limb of the two’s complement', () => {
    expect(packI64F64([1n << 64n, -1n])).toEqual(u64s(0, 1, 2n ** 64n - 1n, 2n ** 64n - 1n));
  });

  it('round-trips every i128, negatives too', () => {
    const i128 = fc.bigInt(-(2n ** 127n), 2n ** 127n - 1n);
    fc.assert(
      fc.property(fc.array(i128), (values) => {
        expect(unpackI64F64(packI64F64(values))).toEqual(values);
      }),
    );
  });
});

describe('stake2026', () => {
  const rao = (value: number) => I64F64.fromInt(value);

  it('filters what is below the threshold, on truncated rao; the threshold itself passes', () => {
    const almost = I64F64.bits(rao(10) - 1n); // 9.99… rao
    expect(stake2026({ minStake: 10n, ownerUid: null }, [rao(10), almost, rao(30)])).toEqual(
      fxs(0.25, 0, 0.75),
    );
  });

  it('exempts the owner', () => {
    expect(stake2026({ minStake: 10n, ownerUid: 1 }, [rao(30), rao(2)])).toEqual([
      ulp(4026531840n),
      ulp(268435456n),
    ]);
  });

  it('normalises in I64F64, then floors', () => {
    expect(stake2026({ minStake: 0n, ownerUid: null }, [rao(1), rao(2)])).toEqual([
      ulp(1431655765n),
      ulp(2863311530n),
    ]);
    expect(stake2026({ minStake: 0n, ownerUid: null }, [rao(0)])).toEqual(fxs(0));
  });
});

describe('stake2024', () => {
  it('counts every rao', () => {
    expect(stake2024({ stake: u64s(1, 3, 0) })).toEqual(fxs(0.25, 0.75, 0));
  });
});

describe('activeStake', () => {
  it('masks who is inactive or without a permit, then normalises again', () => {
    const stake = fxs(0.5, 0.25, 0.125, 0.125);
    const inactive = [true, false, false, false];
    const forbidden = [false, false, true, false];
    expect(activeStake(stake, inactive, forbidden)).toEqual([0n, ulp(2863311530n), 0n, ulp(1431655765n)]);
  });

  it('an empty list of updates masks nobody, a short one everybody it leaves out', () => {
    expect(activeStake(fxs(0.5, 0.5), [], [false, false])).toEqual(fxs(0.5, 0.5));
    expect(activeStake(fxs(0.5, 0.5), [false], [false, false])).toEqual([fx(1), 0n]);
  });
});
