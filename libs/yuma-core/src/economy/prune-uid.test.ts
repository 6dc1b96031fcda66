import { describe, expect, it } from 'vitest';
import { neuronToPrune } from './prune-uid.js';

/** Block 100, immune below an age of 50. `old` = registered at 0, `young` = at 99. */
const [old, young] = [0n, 99n];
const prune = (...neurons: [score: number, registeredAt: bigint][]) =>
  neuronToPrune({
    pruningScores: neurons.map(([score]) => score),
    blockAtRegistration: neurons.map(([, at]) => at),
    currentBlock: 100n,
    immunityPeriod: 50n,
  });

describe('neuronToPrune', () => {
  it('takes the lowest score out of immunity, ties to the last uid', () => {
    expect(prune([9, old], [3, old], [1, young], [3, old], [4, old])).toBe(3);
  });

  it('is immune while younger than the period, not at it', () => {
    expect(prune([2, old], [1, 51n])).toBe(0);
    expect(prune([2, old], [1, 50n])).toBe(1);
  });

  it('with all immune takes the lowest score, ties to the first uid', () => {
    expect(prune([5, young], [3, young], [3, young])).toBe(1);
  });

  it('reads a lowest score of 65535 as all immune, else takes uid 0', () => {
    expect(prune([65535, old], [7, young], [65535, old])).toBe(1);
    expect(prune([65535, young], [65535, old])).toBe(0);
    expect(prune()).toBe(0);
  });
});
