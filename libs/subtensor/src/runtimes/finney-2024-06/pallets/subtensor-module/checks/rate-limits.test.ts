import { describe, expect, it } from 'vitest';
import { finney202406 } from '../../../../../index.js';
import { Fabric } from '../../../../../replay/fabric.js';
import { Number_ } from '../../system/storage.js';
import { TxRateLimit } from '../storage/limits.js';
import { StakeInterval, TotalHotkeyColdkeyStakesThisInterval } from '../storage/stake.js';
import { exceedsTxRateLimit, stakesThisInterval } from './rate-limits.js';

describe('rate limits', () => {
  it('the block of the limit is still too soon; 0 limits nothing; block 0 is never', () => {
    const { ctx } = new Fabric(finney202406);
    TxRateLimit.put(ctx, 10n);
    expect([15n, 20n, 21n].map((block) => exceedsTxRateLimit(ctx, 10n, block))).toEqual([true, true, false]);
    expect(exceedsTxRateLimit(ctx, 0n, 5n)).toBe(false);
    TxRateLimit.put(ctx, 0n);
    expect(exceedsTxRateLimit(ctx, 10n, 10n)).toBe(false);
  });

  it('stakes of an interval, written back as 0 when it is over', () => {
    const fabric = new Fabric(finney202406);
    const { ctx } = fabric;
    const [cold, hot] = [fabric.account('cold'), fabric.account('hot')];
    StakeInterval.put(ctx, 10n);
    TotalHotkeyColdkeyStakesThisInterval.put(ctx, cold, hot, [3n, 5n]);
    Number_.put(ctx, 14);
    expect(stakesThisInterval(ctx, cold, hot)).toBe(3n);
    Number_.put(ctx, 15);
    expect(stakesThisInterval(ctx, cold, hot)).toBe(0n);
    expect(TotalHotkeyColdkeyStakesThisInterval.get(ctx, cold, hot)).toEqual([0n, 5n]);
  });
});
