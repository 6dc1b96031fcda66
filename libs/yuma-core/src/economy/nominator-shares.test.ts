import { describe, expect, it } from 'vitest';
import { delegateTake, emitThroughHotkey, stakeShare, type HotkeyEmission } from './nominator-shares.js';

const emit = (changes: Partial<HotkeyEmission>) =>
  Object.fromEntries(
    emitThroughHotkey({
      take: 0,
      stakes: new Map([
        ['nominator', 1n],
        ['other', 1n],
        ['owner', 1n],
      ]),
      owner: 'owner',
      totalHotkeyStakeRao: 3n,
      serverEmissionRao: 50n,
      validatorEmissionRao: 100n,
      ...changes,
    }),
  );

describe('emitThroughHotkey', () => {
  it('gives the owner all of what is no delegate', () => {
    expect(emit({ take: null })).toEqual({ owner: 150n });
  });

  it('truncates every share and gives the remainder and the server emission to the owner', () => {
    expect(emit({})).toEqual({ nominator: 33n, other: 33n, owner: 33n + 1n + 50n });
  });

  it('takes the delegate’s share of the validator emission first', () => {
    // trunc(11796 / 65535 · 1000) = 179; 821 left: 273 each, 2 remain.
    const added = emit({ take: 11796, validatorEmissionRao: 1000n });
    expect(added).toEqual({ nominator: 273n, other: 273n, owner: 273n + 2n + 179n + 50n });
  });

  it('pays an owner without stake of its own what the others leave; without any stake everything', () => {
    expect(emit({ stakes: new Map([['nominator', 1n]]) })).toEqual({ nominator: 33n, owner: 117n });
    expect(emit({ stakes: new Map(), totalHotkeyStakeRao: 0n })).toEqual({ owner: 150n });
  });
});

describe('the truncations', () => {
  it('a share is trunc(stake / total · emission) with the proportion truncated first', () => {
    expect(stakeShare(1n, 2n, 101n)).toBe(50n);
    expect(stakeShare(1n, 3n, 3n)).toBe(0n); // 3 · trunc(2^64 / 3) is just below 1
    expect(stakeShare(5n, 0n, 100n)).toBe(0n);
  });

  it('the take as well; 65535 is all', () => {
    expect(delegateTake(11796, 1000n)).toBe(179n); // 179.995
    expect(delegateTake(1, 65535n)).toBe(0n);
    expect(delegateTake(65535, 123n)).toBe(123n);
  });
});
