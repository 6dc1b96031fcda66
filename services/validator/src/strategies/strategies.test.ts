import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { STRATEGIES } from './strategies.js';
import type { Shown } from './strategy.js';

const SETTINGS = { temperature: 0.1, top: 3, winnerShare: 0.7 };
const NOTHING = { rows: new Map(), self: 'me', judges: [], lastEpoch: 0 };
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

  describe('copy-weights', () => {
    const row = (stake: number, ...shares: (readonly [number, number])[]) => ({
      ...{ setAt: 30, since: 20, stake },
      shares: new Map(shares),
    });
    const [a, b, own] = [row(300, [1, 0.5], [2, 0.5]), row(100, [1, 1]), row(900, [3, 1])];
    const others = new Map([
      [1, 0.625],
      [2, 0.375],
    ]);
    const judges = ['a', 'b', 'me'];
    const copy = (shown: Partial<Shown>) =>
      STRATEGIES['copy-weights'](SETTINGS)(new Map([[7, 0.9]]), {
        ...NOTHING,
        judges,
        lastEpoch: 25,
        ...shown,
      });

    it('the others’ average by stake, whatever it thinks itself, and nothing while nobody has spoken', () => {
      const rows = new Map(Object.entries({ a, b, me: own }));
      expect(copy({ rows })).toEqual(others);
      expect(copy({})).toEqual(new Map());
      expect(copy({ judges: [] })).toEqual(new Map());
    });

    it('begins when an epoch has read a row of each who may judge: not before, and not while they are unknown', () => {
      expect(copy({ rows: new Map([['a', a]]) })).toEqual(new Map());
      const rows = new Map(Object.entries({ a, b }));
      expect(copy({ rows })).toEqual(others);
      expect(copy({ rows, lastEpoch: 20 })).toEqual(new Map());
      expect(copy({ rows, judges: undefined })).toEqual(new Map());
      // Rows of whom is not known to judge are no reason to wait, and are copied.
      expect(copy({ rows, judges: ['a'] })).toEqual(others);
    });

    it('goes on once it has begun, whoever else comes', () => {
      const rows = new Map(Object.entries({ a, b, me: own }));
      expect(copy({ rows, judges: [...judges, 'late'], lastEpoch: 10 })).toEqual(others);
      expect(copy({ rows, judges: undefined })).toEqual(others);
    });
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
