import { describe, expect, it } from 'vitest';
import { honestShare, retention } from './retention.js';

/** A share that crosses 0.6 where W_H is `at(W_C)`, both in grid steps. */
const crossingAt = (at: (cabal: number) => number) => (honest: number, cabal: number) =>
  0.6 + (honest - at(cabal)) / 1000;

describe('retention', () => {
  it('finds the worst cabal and interpolates between grid points', () => {
    const found = retention(
      crossingAt((cabal) => 36.7 - Math.abs(cabal - 38) / 10),
      0.6,
    );
    expect(found.utility).toBeCloseTo(36.7 / 50, 12);
    expect(found).toMatchObject({ cabal: 0.76, failed: false });
  });

  it('equals the search over all rows, for many shapes', () => {
    for (let shape = 0; shape < 60; shape++) {
      const at = (cabal: number) => 20 + shape / 3 - Math.abs(cabal - ((shape * 7) % 51)) * 0.2;
      const all = Math.max(...Array.from({ length: 51 }, (_, cabal) => at(cabal)));
      expect(retention(crossingAt(at), 0.6).utility).toBeCloseTo(all / 50, 12);
    }
  });

  it('says failed where some cabal cannot be met, and 0 where nothing is asked', () => {
    expect(retention((_, cabal) => (cabal === 50 ? 0.5 : 0.7), 0.6)).toMatchObject({
      utility: 1,
      failed: true,
    });
    expect(retention(() => 0.7, 0.6)).toMatchObject({ utility: 0, failed: false });
  });

  it('takes 30 to 60 epochs, not 2,601', () => {
    let epochs = 0;
    const share = crossingAt((cabal) => 36.7 - Math.abs(cabal - 40) / 10);
    retention((honest, cabal) => (epochs++, share(honest, cabal)), 0.6);
    expect(epochs).toBeLessThan(60);
  });
});

it('the emission ratio weighs dividends against incentive', () => {
  const shares = { emission: 0.6, incentive: 0.5, dividends: 0.7 };
  expect(honestShare(shares, 0.5)).toBe(0.6);
  expect(honestShare(shares, 0)).toBe(0.5);
  expect(honestShare(shares, 0.25)).toBeCloseTo(0.55, 12);
});
