import { describe, expect, it } from 'vitest';
import { forecast, type ForecastInput } from './forecast.js';

const input = (change: Partial<ForecastInput> = {}): ForecastInput => ({
  uid: 1,
  currentBlock: 1_000n,
  tempo: 359n,
  emissionRao: [5n, 1_000_000_007n, 7n],
  pruningScores: [30, 20, 10],
  blockAtRegistration: [0n, 0n, 0n],
  immunityPeriod: 100n,
  maxAllowedUids: 3,
  targetRegistrationsPerInterval: 1n,
  adjustmentInterval: 112n,
  ...change,
});

describe('a forecast', () => {
  it('of income is that of the last epoch, for a day', () => {
    expect(forecast(input())).toMatchObject({
      emissionRao: 1_000_000_007n,
      incomePerDayRao: 20_000_000_140n,
      immuneUntil: 100n,
    });
    expect(forecast(input({ emissionRao: [] }))).toMatchObject({ emissionRao: 0n, incomePerDayRao: 0n });
  });

  it.each<[string, Partial<ForecastInput>, number | undefined, bigint | undefined]>([
    ['the lowest goes first', { uid: 2 }, 1, 0n],
    ['then the next', {}, 2, 0n],
    ['after what is free', { maxAllowedUids: 10 }, 9, 224n],
    ['not while it is immune and others are not', { blockAtRegistration: [0n, 950n, 0n] }, 3, 0n],
    ['nor before the immune of lower score', { uid: 0, blockAtRegistration: [950n, 950n, 950n] }, 3, 0n],
    ['equals: the last uid first', { uid: 2, pruningScores: [0, 0, 0] }, 1, 0n],
    [
      'four in an interval are too many',
      { uid: 0, pruningScores: [9, 8, 7, 6], blockAtRegistration: [0n, 0n, 0n, 0n] },
      4,
      112n,
    ],
    ['nobody may register', { targetRegistrationsPerInterval: 0n }, 2, undefined],
  ])('of pruning: %s', (_what, change, registrations, blocks) => {
    const made = forecast(input(change));
    expect([made.registrationsUntilPruned, made.soonestBlocks]).toEqual([registrations, blocks]);
  });
});
