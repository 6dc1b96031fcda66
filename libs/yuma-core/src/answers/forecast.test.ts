import { describe, expect, it } from 'vitest';
import { forecast, type ForecastInput } from './forecast.js';

const TAO = 1_000_000_000n;
const INPUT: ForecastInput = {
  issuedRao: 7_000_000n * TAO,
  issuedPerBlockRao: TAO,
  subnetPerBlockRao: TAO / 2n,
  ownerCut: 11_796,
  tempo: 359,
  secondsPerBlock: 12,
  neurons: [
    { uid: 0, stakeRao: 1_000n * TAO, serverEmissionRao: 0n, validatorEmissionRao: 90n * TAO, take: 11_796 },
    { uid: 1, stakeRao: 0n, serverEmissionRao: 60n * TAO, validatorEmissionRao: 0n, take: null },
  ],
};

describe('a forecast', () => {
  it('income per day is twenty epochs of 360 blocks', () => {
    const { neurons, subnetPerDayRao } = forecast(INPUT);
    expect(subnetPerDayRao).toBe(3_600n * TAO);
    expect(neurons[1]).toEqual({
      uid: 1,
      perDayRao: 1_200n * TAO,
      ownerPerDayRao: 1_200n * TAO,
      apyBasisPoints: undefined,
    });
    expect(neurons[0]?.perDayRao).toBe(1_800n * TAO);
    // 18 % of 1,800 TAO, with the take's own truncation.
    expect(Number(neurons[0]!.ownerPerDayRao / TAO)).toBe(323);
    // (1,800 − 324) · 365 / 1,000 stake = 538.74 times a year.
    expect(Number(neurons[0]!.apyBasisPoints!) / 10_000).toBeCloseTo(538.74, 1);
  });

  it('the next halving is at half of what is left', () => {
    const { nextHalving, blockEmissionRao } = forecast(INPUT);
    expect(blockEmissionRao).toBe(TAO);
    expect(nextHalving).toEqual({ issuanceRao: 10_500_000n * TAO, blocks: 3_500_000n, days: 486n });
    const after = forecast({ ...INPUT, issuedRao: 10_500_000n * TAO, issuedPerBlockRao: TAO / 2n });
    expect(after.blockEmissionRao).toBe(TAO / 2n);
    expect(after.nextHalving?.blocks).toBeGreaterThan(10_000_000n);
    expect(forecast({ ...INPUT, issuedPerBlockRao: 0n }).nextHalving).toBeUndefined();
    expect(forecast({ ...INPUT, issuedRao: 21_000_000n * TAO }).nextHalving).toBeUndefined();
  });

  it('says what it takes for granted', () => {
    expect(forecast(INPUT).assumptions).toMatchSnapshot();
  });

  it.each([
    [{ tempo: 0 }, 'tempo'],
    [{ secondsPerBlock: 0 }, 'secondsPerBlock'],
    [{ secondsPerBlock: NaN }, 'secondsPerBlock'],
  ])('%j is refused', (change, what) => {
    expect(() => forecast({ ...INPUT, ...change })).toThrow(what);
  });
});
