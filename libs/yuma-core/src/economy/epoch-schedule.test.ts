import { describe, expect, it } from 'vitest';
import { blocksUntilNextEpoch, isBlockOfEpoch } from './epoch-schedule.js';

describe('the epoch schedule of 2024', () => {
  it('root (tempo 100) runs first in block 99, then every 101 blocks', () => {
    const blocks = Array.from({ length: 400 }, (_, b) => b).filter((b) => isBlockOfEpoch(0, 100, BigInt(b)));
    expect(blocks).toEqual([99, 200, 301]);
  });

  it('netuids run one block apart, the higher first, every tempo + 1 blocks', () => {
    expect(isBlockOfEpoch(1, 360, 358n)).toBe(true);
    expect(isBlockOfEpoch(2, 360, 357n)).toBe(true);
    expect(isBlockOfEpoch(1, 360, 358n + 361n)).toBe(true);
    expect(isBlockOfEpoch(1, 360, 358n + 360n)).toBe(false);
  });

  it('counts down to 0, then starts over at the tempo', () => {
    expect([97n, 98n, 99n, 100n].map((block) => blocksUntilNextEpoch(0, 100, block))).toEqual([
      2n,
      1n,
      0n,
      100n,
    ]);
  });

  it('a network with tempo 0 never runs', () => {
    expect([0n, 1n, 999n, 1000n].some((block) => isBlockOfEpoch(3, 0, block))).toBe(false);
  });
});
