import { describe, expect, it } from 'vitest';
import { rootEpoch, type RootEpochInput, type RootValidator } from './root-epoch.js';

const run = (validators: RootValidator[], changes: Partial<RootEpochInput> = {}) =>
  rootEpoch({
    validators,
    netuids: [0, 1, 2],
    rho: 10,
    kappa: 32767,
    blockEmissionRao: 1_000_000_000n,
    ...changes,
  });

describe('rootEpoch', () => {
  it('shares block emission by rank where trust is equal', () => {
    expect(
      run([
        {
          stakeRao: 5n,
          weights: [
            [1, 65535],
            [2, 65535],
          ],
        },
      ]),
    ).toEqual([0n, 500_000_000n, 500_000_000n]);
  });

  it('normalises rows: a large weight counts no more than a small one', () => {
    const emission = run([
      { stakeRao: 5n, weights: [[1, 1]] },
      { stakeRao: 5n, weights: [[2, 65535]] },
    ]);
    expect(emission).toEqual([0n, 500_000_000n, 500_000_000n]);
  });

  it('weight on netuid 0 takes a share; on a netuid that does not exist it is passed over', () => {
    expect(
      run([
        {
          stakeRao: 1n,
          weights: [
            [0, 9],
            [1, 9],
            [7, 9],
          ],
        },
      ]),
    ).toEqual([500_000_000n, 500_000_000n, 0n]);
  });

  it('consensus multiplies rank by a sigmoid of the stake that voted at all', () => {
    const [, first, second] = run([
      {
        stakeRao: 5n,
        weights: [
          [1, 1],
          [2, 1],
        ],
      },
      { stakeRao: 5n, weights: [[2, 1]] },
    ])!;
    // Ranks 1/4 and 3/4; trust 1/2 and 1.
    const sigmoid = (trust: number) => 1 / (1 + Math.exp(-10 * (trust - 32767 / 65535)));
    const [a, b] = [sigmoid(0.5) / 4, (sigmoid(1) * 3) / 4];
    expect(Math.abs(Number(first) - (1e9 * a) / (a + b))).toBeLessThan(2);
    expect(Math.abs(Number(second) - (1e9 * b) / (a + b))).toBeLessThan(2);
  });

  it('changes nothing without validators, networks or stake', () => {
    expect(run([])).toBeUndefined();
    expect(run([{ stakeRao: 1n, weights: [] }], { netuids: [] })).toBeUndefined();
    expect(run([{ stakeRao: 0n, weights: [[1, 1]] }])).toBeUndefined();
  });

  it('refuses a rho beyond the range of exp, where upstream panics', () => {
    expect(() => run([{ stakeRao: 1n, weights: [[1, 1]] }], { rho: 65535 })).toThrow(
      expect.objectContaining({ code: 'ARITHMETIC' }),
    );
  });
});
