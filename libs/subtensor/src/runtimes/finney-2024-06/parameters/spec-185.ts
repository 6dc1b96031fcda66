import type { Parameters } from './parameters.js';

const U64_MAX = (1n << 64n) - 1n;

/**
 * Finney in June 2024, as its code has it: for replay. Chain-wide values are the storage defaults.
 * Source: `root.rs` init_new_network, `migration.rs` migrate_create_root_network, `registration.rs` do_swap_hotkey.
 */
export const SPEC_185_PARAMETERS: Parameters = {
  newNetwork: {
    tempo: 360,
    maxAllowedUids: 256,
    maxAllowedValidators: 64,
    minAllowedWeights: 1,
    maxWeightsLimit: 65535,
    adjustmentInterval: 360,
    targetRegistrationsPerInterval: 1,
    adjustmentAlpha: 17_893_341_751_498_265_066n,
    immunityPeriod: 5000,
    minBurnRao: 1n,
    minDifficulty: U64_MAX,
    maxDifficulty: U64_MAX,
  },
  root: {
    tempo: 100,
    maxAllowedUids: 64,
    maxAllowedValidators: 64,
    minAllowedWeights: 0,
    maxWeightsLimit: 65535,
    targetRegistrationsPerInterval: 1,
  },
  rootDelegateTake: 11_796,
  hotkeySwapCostRao: 1_000_000_000n,
  hasFaucet: false,
  initial: {},
};
