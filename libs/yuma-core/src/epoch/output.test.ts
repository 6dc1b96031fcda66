import { describe, expect, it } from 'vitest';
import { u64s } from '../testing/example-inputs.js';
import { fxs } from '../testing/exact.js';
import { commonOutput } from './output.js';

function output(inactive: boolean[]) {
  return commonOutput({
    n: 2,
    inactive,
    stake: fxs(0.5, 0.25),
    activeStake: fxs(1, 0),
    consensus: fxs(0.25, 0),
    validatorTrust: fxs(1, 1.5),
    incentive: fxs(0.5, -0.5),
    dividends: fxs(0, 1),
    permitsAfter: [true, false],
    emission: {
      server: u64s(1, 2),
      validator: u64s(3, 4),
      combined: u64s(5, 6),
      normalizedCombined: fxs(0, 1),
    },
  });
}

describe('commonOutput', () => {
  it('truncates to u16, clamps, and keeps the bits before that', () => {
    const { consensus, validatorTrust, incentive, dividends, newValidatorPermit, raw } = output([
      false,
      false,
    ]);
    expect([...consensus]).toEqual([16383, 0]);
    expect([...validatorTrust]).toEqual([65535, 65535]);
    expect([...incentive]).toEqual([32767, 0]);
    expect([...dividends]).toEqual([0, 65535]);
    expect([...newValidatorPermit]).toEqual([1, 0]);
    expect([...raw.incentive]).toEqual([2n ** 31n, -(2n ** 31n)]);
  });

  it('a uid without a last update is not active; updates beyond n are passed over', () => {
    expect([...output([]).active]).toEqual([0, 0]);
    expect([...output([false]).active]).toEqual([1, 0]);
    expect([...output([true, false, false]).active]).toEqual([0, 1]);
  });
});
