import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { DEFAULT_BLOCK_EMISSION_RAO, DEFAULT_SUBNET_OWNER_CUT, TOTAL_SUPPLY_RAO } from './constants.js';

const recorded = JSON.parse(
  readFileSync(new URL('../../test/vectors/2024/defaults.185.json', import.meta.url), 'utf8'),
) as { storage_defaults: Record<string, unknown> };

describe('constants of spec 185', () => {
  it('equal the storage defaults recorded from the runtime', () => {
    expect(String(DEFAULT_BLOCK_EMISSION_RAO)).toBe(recorded.storage_defaults['BlockEmission']);
    expect(DEFAULT_SUBNET_OWNER_CUT).toBe(recorded.storage_defaults['SubnetOwnerCut']);
  });

  it('the supply is 21 million TAO of 10^9 rao', () => {
    expect(TOTAL_SUPPLY_RAO).toBe(21_000_000n * 10n ** 9n);
  });
});
