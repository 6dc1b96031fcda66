import { describe, expect, it } from 'vitest';
import { splitOwnerCut } from './owner-cut.js';

describe('splitOwnerCut', () => {
  it('loses a rao where the cut has a fraction: both parts are truncated', () => {
    // 10^9 · 11796 / 65535 = 179995422.29…: the owner 179995422, the epoch trunc(820004577.70…).
    expect(splitOwnerCut(1_000_000_000n, 11796)).toEqual({
      ownerRao: 179_995_422n,
      pendingRao: 820_004_577n,
    });
  });

  it('loses nothing where it has none', () => {
    expect(splitOwnerCut(65535n, 11796)).toEqual({ ownerRao: 11796n, pendingRao: 53739n });
    expect(splitOwnerCut(63n, 0)).toEqual({ ownerRao: 0n, pendingRao: 63n });
    expect(splitOwnerCut(63n, 65535)).toEqual({ ownerRao: 63n, pendingRao: 0n });
  });

  it('leaves everything to the epoch of a subnet without an owner', () => {
    expect(splitOwnerCut(1_000_000_000n, null)).toEqual({ ownerRao: 0n, pendingRao: 1_000_000_000n });
  });
});
