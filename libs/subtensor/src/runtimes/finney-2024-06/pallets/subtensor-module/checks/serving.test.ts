import { describe, expect, it } from 'vitest';
import { finney202406 } from '../../../../../index.js';
import { Fabric } from '../../../../../replay/fabric.js';
import { Number_ } from '../../system/storage.js';
import { ServingRateLimit } from '../storage/limits.js';
import { isValidIpAddress, isValidIpType, passesServingRateLimit } from './serving.js';

describe('checks of serving', () => {
  it('IP versions are 4 and 6', () => {
    expect([0, 3, 4, 5, 6, 7].filter(isValidIpType)).toEqual([4, 6]);
  });

  it.each([
    [4, 0n, false],
    [4, 1n, true],
    [4, 0x7f00_0001n, false],
    [4, 0xffff_fffen, true],
    [4, 0xffff_ffffn, false],
    [6, 0n, false],
    [6, 1n, false],
    [6, 0x7f00_0001n, true],
    [6, (1n << 128n) - 2n, true],
    [6, (1n << 128n) - 1n, false],
    [5, 1n, false],
  ])('IPv%i %i: %s', (ipType, ip, isValid) => {
    expect(isValidIpAddress(ipType, ip)).toBe(isValid);
  });

  it('the block of the limit is late enough; 0 limits nothing; block 0 is never', () => {
    const { ctx } = new Fabric(finney202406);
    Number_.put(ctx, 30);
    ServingRateLimit.put(ctx, 1, 10n);
    expect([20n, 21n, 0n].map((last) => passesServingRateLimit(ctx, 1, last))).toEqual([true, false, true]);
    ServingRateLimit.put(ctx, 1, 0n);
    expect(passesServingRateLimit(ctx, 1, 30n)).toBe(true);
  });
});
