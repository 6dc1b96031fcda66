import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { STRATEGIES } from './strategies.js';

const SETTINGS = { temperature: 0.1, top: 3, winnerShare: 0.7 };
const NOTHING = { rows: new Map(), self: 'me' };
const of = (name: keyof typeof STRATEGIES, scores: Readonly<Record<number, number>>) =>
  STRATEGIES[name](SETTINGS)(
    new Map(Object.entries(scores).map(([uid, score]) => [Number(uid), score])),
    NOTHING,
  );

describe('strategies', () => {
  it('moving-average: the scores themselves', () => {
    expect(of('moving-average', { 1: 0.5, 2: 0.25 })).toEqual(
      new Map([
        [1, 0.5],
        [2, 0.25],
      ]),
    );
  });

  it('softmax: a temperature less is e times less', () => {
    const shares = of('softmax', { 1: 0.5, 2: 0.4, 3: 0 });
    expect([...shares.keys()]).toEqual([1, 2]);
    expect((shares.get(1) ?? 0) / (shares.get(2) ?? 1)).toBeCloseTo(Math.E);
  });

  it('top-k: the best k; of equals the lower uid', () => {
    expect([...of('top-k', { 1: 0.1, 2: 0.3, 3: 0.2, 4: 0.1, 5: 0.9 }).keys()]).toEqual([5, 2, 3]);
    expect([...of('top-k', { 7: 0.1, 4: 0.1, 5: 0.1, 6: 0.1 }).keys()]).toEqual([4, 5, 6]);
  });

  it('winner-take-most: the best its share, the rest by score', () => {
    const shares = of('winner-take-most', { 1: 0.2, 2: 0.9, 3: 0.1, 4: 0.05 });
    expect(shares.get(2)).toBe(0.7);
    expect(shares.get(1)).toBeCloseTo(0.2);
    expect(shares.get(3)).toBeCloseTo(0.1);
    expect(shares.has(4)).toBe(false);
    expect(of('winner-take-most', { 2: 0.9 })).toEqual(new Map([[2, 1]]));
  });

  it('copy-weights: the others’ average by stake, whatever it thinks itself, and nothing while nobody has spoken', () => {
    const row = (stake: number, ...shares: (readonly [number, number])[]) => ({
      setAt: 1,
      stake,
      shares: new Map(shares),
    });
    const rows = new Map([
      ['a', row(300, [1, 0.5], [2, 0.5])],
      ['b', row(100, [1, 1])],
      ['me', row(900, [3, 1])],
    ]);
    const copy = STRATEGIES['copy-weights'](SETTINGS);
    expect(copy(new Map([[7, 0.9]]), { rows, self: 'me' })).toEqual(
      new Map([
        [1, 0.625],
        [2, 0.375],
      ]),
    );
    expect(copy(new Map([[7, 0.9]]), NOTHING)).toEqual(new Map());
  });

  it('every one: shares are finite, none below 0, none for no score, never upside down, the same in any order', () => {
    const scores = fc.dictionary(fc.nat(255).map(String), fc.double({ min: 0, max: 1, noNaN: true }), {
      maxKeys: 60,
    });
    for (const name of Object.keys(STRATEGIES) as (keyof typeof STRATEGIES)[])
      fc.assert(
        fc.property(scores, (given) => {
          const entries = Object.entries(given).map(([uid, score]) => [Number(uid), score] as const);
          const shares = STRATEGIES[name](SETTINGS)(new Map(entries), NOTHING);
          const backwards = STRATEGIES[name](SETTINGS)(new Map([...entries].reverse()), NOTHING);
          for (const [uid, score] of entries) {
            const share = shares.get(uid) ?? 0;
            expect(Number.isFinite(share) && share >= 0).toBe(true);
            expect(backwards.get(uid) ?? 0).toBe(share);
            if (score === 0) expect(share).toBe(0);
            for (const [other, less] of entries)
              if (less < score && name !== 'winner-take-most')
                expect(shares.get(other) ?? 0).toBeLessThanOrEqual(share);
          }
        }),
        { numRuns: 50 },
      );
  });
});
