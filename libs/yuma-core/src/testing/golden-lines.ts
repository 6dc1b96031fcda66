/** The examples of `example-inputs.ts` as lines of the golden formats. */
import type { JsonObject } from '../input/fields.js';

const COMMON = {
  n: 3,
  activity_cutoff: '100',
  last_update: ['10', '10', '10'],
  block_at_registration: ['1', '2', '3'],
  validator_permit: [1, 1, 0],
  max_allowed_validators: 2,
  kappa: 32767,
  bonds_moving_average: '500000',
};

export function line2024(changes: JsonObject = {}): JsonObject {
  const pairs = { weights: [[[2, 65535]], [[2, 65535]], []], bonds: [[], [], []] };
  const input = { ...COMMON, ...pairs, hotkeys: ['a', 'b', 'c'], stake: ['3', '1', '0'], ...changes };
  return { scenario: 'g-epoch', epoch_block: 20, emission_to_drain: '1000', input };
}

export function line2026(changes: JsonObject = {}): JsonObject {
  const input = {
    ...COMMON,
    current_block: '20',
    tempo: 5,
    last_mechanism_step_block: '15',
    stake_i64f64: ['55340232221128654848', '18446744073709551616', '0'],
    min_stake: '0',
    owner_uid: null,
    commit_reveal: false,
    commit_blocks: ['18446744073709551615', '18446744073709551615', '18446744073709551615'],
    bonds_penalty: 65535,
    yuma3: false,
    liquid_alpha: false,
    alpha_low: 0,
    alpha_high: 65535,
    alpha_sigmoid_steepness: 200,
    rao_emission: '1000',
    weights: [[2, 65535], [2, 65535], []],
    bonds: [[], [], []],
    ...changes,
  };
  return { id: 'example', input };
}
