import { describe, expect, it } from 'vitest';
import { input2024, u64s } from '../testing/example-inputs.js';
import { runEpoch2024 } from './run-epoch-2024.js';
import { packRows } from './sparse-rows.js';

describe('runEpoch2024', () => {
  it('the example by hand: two validators agree on one miner', () => {
    const out = runEpoch2024(input2024());
    // Stake 3/4 and 1/4; all of consensus, rank and trust to uid 2; new bonds follow stake.
    expect([...out.consensus]).toEqual([0, 0, 65535]);
    expect([...out.rank]).toEqual([0, 0, 65535]);
    expect([...out.trust]).toEqual([0, 0, 65535]);
    expect([...out.incentive]).toEqual([0, 0, 65535]);
    expect([...out.validatorTrust]).toEqual([65535, 65535, 0]);
    expect([...out.dividends]).toEqual([49151, 16383, 0]);
    // Half of 1000 rao to the miner, half to the validators 3 : 1.
    expect([...out.serverEmissionRao]).toEqual([0n, 0n, 500n]);
    expect([...out.validatorEmissionRao]).toEqual([375n, 125n, 0n]);
    expect([...out.emissionRao]).toEqual([375n, 125n, 500n]);
    // 0.75 and 0.25 of 65535, rounded: 49151.25 and 16383.75.
    expect([...out.pruningScores]).toEqual([49151, 16384, 65535]);
    // Bonds 3 : 1, max-upscaled and truncated: trunc(65535 / 3 − a trace).
    expect(out.bonds).toEqual(packRows([[2, 65535], [2, 21844], []]));
  });

  it('bonds follow the clipped weights: what the majority does not grant earns no bond', () => {
    // The lesser validator is alone with uid 0.
    const out = runEpoch2024(
      input2024({ weights: packRows([[2, 65535], [0, 65535], []]), stake: u64s(3, 1, 0) }),
    );
    expect([...out.dividends]).toEqual([65535, 0, 0]);
    expect([...out.trust]).toEqual([0, 0, 65535]);
    expect(out.bonds).toEqual(packRows([[2, 65535], [], []]));
  });

  it('gives stake what nobody earned', () => {
    const out = runEpoch2024(input2024({ weights: packRows([[], [], []]) }));
    expect([...out.emissionRao]).toEqual([750n, 250n, 0n]);
    expect([...out.pruningScores]).toEqual([65535, 21845, 0]);
  });

  it('everyone gets a permit while n < max_allowed_validators', () => {
    expect([...runEpoch2024(input2024({ maxAllowedValidators: 4 })).newValidatorPermit]).toEqual([1, 1, 1]);
    expect([...runEpoch2024(input2024({ maxAllowedValidators: 2 })).newValidatorPermit]).toEqual([1, 1, 0]);
  });
});
