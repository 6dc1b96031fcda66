import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { I32F32 } from '../fixed/i32f32.js';
import { fx, fxs, ulp } from '../testing/exact.js';
import { weightedMedian, weightedMedianCol, weightedMedianColSparse } from './weighted-median.js';

const ALL = [0, 1, 2];
const THIRD = ulp(1431655765n);

describe('weightedMedian', () => {
  it('is the first score whose cumulative stake is strictly above the minority', () => {
    const stake = fxs(0.5, 0.25, 0.25);
    const score = fxs(0.25, 0.5, 1);
    const median = (minority: number) => weightedMedian(stake, score, ALL, fx(minority), fx(0), fx(1));
    expect(median(0.25)).toBe(fx(0.25));
    expect(median(0.5)).toBe(fx(0.5)); // 0.5 is not above 0.5
    expect(median(0.75)).toBe(fx(1));
  });

  it('is the largest score where none is; 0 without scores or with lengths that disagree', () => {
    expect(weightedMedian(fxs(0.5, 0.5), fxs(1, 2), [0, 1], fx(1), fx(0), fx(1))).toBe(fx(2));
    expect(weightedMedian([], [], [], fx(0), fx(0), fx(0))).toBe(0n);
    expect(weightedMedian(fxs(1), fxs(1, 2), [0], fx(0), fx(0), fx(1))).toBe(0n);
  });

  it('equals sort-and-cumulate, with ties and zero stakes', () => {
    const voters = fc.array(fc.record({ stake: fc.nat(4), score: fc.nat(5) }), {
      minLength: 1,
      maxLength: 12,
    });
    fc.assert(
      fc.property(voters, fc.integer({ min: -3, max: 50 }), (people, minority) => {
        const stake = people.map((p) => ulp(p.stake));
        const score = people.map((p) => ulp(p.score));
        const total = people.reduce((sum, p) => sum + p.stake, 0);
        const everyone = people.map((_, i) => i);
        const got = weightedMedian(stake, score, everyone, ulp(minority), ulp(0), ulp(total));
        expect(Number(got)).toBe(sortAndCumulate(people, minority));
      }),
      { numRuns: 2000 },
    );
  });
});

/** The definition: sort by score ascending, cumulate stake, first above the minority; if none, the largest. */
function sortAndCumulate(people: { stake: number; score: number }[], minority: number): number {
  const sorted = [...people].sort((a, b) => a.score - b.score);
  let cumulated = 0;
  for (const { stake, score } of sorted) {
    cumulated += stake;
    if (cumulated > minority) return score;
  }
  return sorted.at(-1)!.score;
}

describe('weightedMedianColSparse', () => {
  it('takes missing entries as 0 and stake <= 0 as no vote', () => {
    const score = [
      [[0, fx(1)]],
      [
        [0, fx(0.5)],
        [1, fx(1)],
      ],
      [[1, fx(0.25)]],
      [[0, fx(9)]],
    ] as const;
    // Column 0: 1.0 and 0.5 from a quarter each, 0 from the half; minority 0.5: 0.5 is the first above.
    expect(weightedMedianColSparse(fxs(0.25, 0.25, 0.5, 0), score, 2, fx(0.5))).toEqual(fxs(0.5, 0.25));
  });

  it('measures the minority from the actual sum of stake normalised once more', () => {
    // Thirds sum to 1 − 1 ulp: minority = one ulp below a third, which the first score exceeds. From 1.0 it would not.
    const score = [[[0, fx(0.25)]], [[0, fx(0.5)]], [[0, fx(0.75)]]] as const;
    const majority = ulp(2n * THIRD + 1n);
    expect(weightedMedianColSparse([THIRD, THIRD, THIRD], score, 1, majority)).toEqual(fxs(0.25));
  });

  it('is 0 where nobody votes, and ignores columns outside', () => {
    expect(weightedMedianColSparse(fxs(0), [[[0, fx(1)]]], 2, fx(0.5))).toEqual(fxs(0, 0));
    expect(weightedMedianColSparse(fxs(1), [[[3, fx(1)]]], 1, fx(0.5))).toEqual(fxs(0));
  });
});

describe('weightedMedianCol', () => {
  it('equals the sparse median of the same matrix', () => {
    const rows = fc.array(fc.tuple(fc.nat(3), fc.array(fc.nat(4), { minLength: 3, maxLength: 3 })), {
      minLength: 1,
      maxLength: 8,
    });
    fc.assert(
      fc.property(rows, fc.nat(4), (voters, quarters) => {
        const stake = voters.map(([s]) => ulp(s));
        const dense = voters.map(([, scores]) => scores.map(ulp));
        const sparse = dense.map((row) =>
          row.flatMap((v, j) => (v === 0n ? [] : [[j, v] as [number, I32F32]])),
        );
        const majority = fx(quarters / 4);
        expect(weightedMedianCol(stake, dense, majority)).toEqual(
          weightedMedianColSparse(stake, sparse, 3, majority),
        );
      }),
    );
  });

  it('takes a row of another width as score 0 without stake', () => {
    expect(weightedMedianCol(fxs(0.25, 0.75), [fxs(1, 1), fxs(0)], fx(0.5))).toEqual(fxs(1, 1));
    expect(weightedMedianCol(fxs(0), [fxs(1)], fx(0.5))).toEqual(fxs(0));
  });
});
