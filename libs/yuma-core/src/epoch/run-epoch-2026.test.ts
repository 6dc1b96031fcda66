import { describe, expect, it } from 'vitest';
import { flags, input2026, u64s } from '../testing/example-inputs.js';
import { runEpoch2026 } from './run-epoch-2026.js';
import { packRows } from './sparse-rows.js';

describe('runEpoch2026', () => {
  it('the example by hand with Yuma 2: bonds follow stake', () => {
    const out = runEpoch2026(input2026());
    expect([...out.stakeRao]).toEqual([3n, 1n, 0n]);
    expect([...out.stakeWeight]).toEqual([49151, 16383, 0]);
    expect([...out.consensus]).toEqual([0, 0, 65535]);
    expect([...out.emissionRao]).toEqual([375n, 125n, 500n]);
    expect(out.bonds).toEqual(packRows([[2, 65535], [2, 21844], []]));
  });

  it('the same with Yuma 3: bonds follow weights and are stored without upscaling', () => {
    const out = runEpoch2026(input2026({ yuma3: true }));
    expect(out.bonds).toEqual(packRows([[2, 32767], [2, 32767], []])); // 0.5
    expect([...out.emissionRao]).toEqual([375n, 125n, 500n]);
  });

  it('the bonds penalty decides whether bonds come from weights as set or as clipped', () => {
    // The lesser validator is alone with uid 0: nothing of its row is left after clipping.
    const weights = packRows([[2, 65535], [0, 65535], []]);
    expect(runEpoch2026(input2026({ weights, bondsPenalty: 65535 })).bonds).toEqual(
      packRows([[2, 65535], [], []]),
    );
    expect(runEpoch2026(input2026({ weights, bondsPenalty: 0 })).bonds).toEqual(
      packRows([[2, 65535], [0, 65535], []]),
    );
  });

  it('the owner votes without a permit, below the threshold, also for itself', () => {
    const out = runEpoch2026(
      input2026({
        ownerUid: 0,
        minStake: 4n,
        validatorPermit: flags(0, 0, 0),
        weights: packRows([[0, 1], [2, 1], []]),
      }),
    );
    expect([...out.raw.activeStake]).toEqual([1n << 32n, 0n, 0n]);
    expect([...out.incentive]).toEqual([65535, 0, 0]);
    expect([...out.newValidatorPermit]).toEqual([1, 0, 0]);
  });

  it('last_update may be empty (everyone votes, nobody is active, all weights outdated), short or long', () => {
    const empty = runEpoch2026(input2026({ lastUpdate: u64s() }));
    expect([...empty.active]).toEqual([0, 0, 0]);
    expect([...empty.emissionRao]).toEqual([750n, 250n, 0n]);
    const short = runEpoch2026(input2026({ lastUpdate: u64s(10) }));
    expect([...short.raw.activeStake]).toEqual([1n << 32n, 0n, 0n]);
    expect([...short.emissionRao]).toEqual([500n, 0n, 500n]);
    const long = runEpoch2026(input2026({ lastUpdate: u64s(10, 10, 10, 10, 10) }));
    expect(long).toEqual(runEpoch2026(input2026()));
  });

  it('of an empty subnet is empty', () => {
    const nobody = {
      lastUpdate: u64s(),
      blockAtRegistration: u64s(),
      validatorPermit: flags(),
      stakeI64F64: u64s(),
    };
    const rows = { weights: packRows([]), bonds: packRows([]), commitBlocks: u64s() };
    const out = runEpoch2026(input2026({ n: 0, ...nobody, ...rows }));
    expect([out.emissionRao.length, out.active.length, out.bonds.entries.length]).toEqual([0, 0, 0]);
  });
});
