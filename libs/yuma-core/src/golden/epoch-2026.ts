/**
 * The golden line format of the 2026 epoch: `{"id", "input": {…}, "expected": {…}}`, as `test/vectors/*.jsonl` hold it.
 * u64, i64 and i128 are decimal strings; flags are 0 | 1; rows are flat `[uid, value, …]`.
 */
import { refusal } from '../errors.js';
import { packRows, rowOf } from '../epoch/sparse-rows.js';
import { packI64F64 } from '../epoch/stake.js';
import {
  asArray,
  asFlag,
  asI128,
  asI16,
  asList,
  asObject,
  asU16,
  asU64,
  type JsonObject,
} from '../input/fields.js';
import type { EpochInput2026, EpochOutput2026, SparseRows } from '../types.js';

/** Reads the `input` object of a golden line. */
export function readEpoch2026(value: unknown): EpochInput2026 {
  const input = asObject('input', value);
  const n = asU16('n', input['n']);
  const u64s = (field: string, length?: number) =>
    BigUint64Array.from(asList(field, input[field], asU64, length));
  return {
    ruleset: '2026',
    n,
    currentBlock: asU64('current_block', input['current_block']),
    tempo: asU16('tempo', input['tempo']),
    lastMechanismStepBlock: asU64('last_mechanism_step_block', input['last_mechanism_step_block']),
    activityCutoff: asU64('activity_cutoff', input['activity_cutoff']),
    lastUpdate: u64s('last_update'),
    blockAtRegistration: u64s('block_at_registration', n),
    stakeI64F64: packI64F64(asList('stake_i64f64', input['stake_i64f64'], asI128, n)),
    minStake: asU64('min_stake', input['min_stake']),
    ownerUid: input['owner_uid'] === null ? null : asU16('owner_uid', input['owner_uid']),
    validatorPermit: Uint8Array.from(
      asList('validator_permit', input['validator_permit'], asFlag, n),
      Number,
    ),
    maxAllowedValidators: asU16('max_allowed_validators', input['max_allowed_validators']),
    commitReveal: asFlag('commit_reveal', input['commit_reveal']),
    commitBlocks: u64s('commit_blocks', n),
    kappa: asU16('kappa', input['kappa']),
    bondsPenalty: asU16('bonds_penalty', input['bonds_penalty']),
    bondsMovingAverage: asU64('bonds_moving_average', input['bonds_moving_average']),
    yuma3: asFlag('yuma3', input['yuma3']),
    liquidAlpha: asFlag('liquid_alpha', input['liquid_alpha']),
    alphaLow: asU16('alpha_low', input['alpha_low']),
    alphaHigh: asU16('alpha_high', input['alpha_high']),
    alphaSigmoidSteepness: asI16('alpha_sigmoid_steepness', input['alpha_sigmoid_steepness']),
    raoEmission: asU64('rao_emission', input['rao_emission']),
    weights: readFlatRows('weights', input['weights'], n),
    bonds: readFlatRows('bonds', input['bonds'], n),
  };
}

/** Rows as flat `[uid, value, …]` lists. */
function readFlatRows(what: string, value: unknown, n: number): SparseRows {
  const rows = asList(what, value, asArray, n);
  return packRows(
    rows.map((row, i) => {
      if (row.length % 2 !== 0) {
        throw refusal('MALFORMED_ROWS', `${what}[${i}]`, 'uid, value pairs', `${row.length} entries`);
      }
      return asList(`${what}[${i}]`, row, asU16);
    }),
  );
}

/** The output in the field names and number formats of `expected`. */
export function writeEpoch2026(output: EpochOutput2026): JsonObject {
  const { raw } = output;
  return {
    active: [...output.active],
    stake: decimals(output.stakeRao),
    stake_weight: [...output.stakeWeight],
    consensus: [...output.consensus],
    incentive: [...output.incentive],
    dividends: [...output.dividends],
    validator_trust: [...output.validatorTrust],
    new_validator_permit: [...output.newValidatorPermit],
    server_emission: decimals(output.serverEmissionRao),
    validator_emission: decimals(output.validatorEmissionRao),
    emission: decimals(output.emissionRao),
    bonds: Array.from({ length: output.n }, (_, i) => [...rowOf(output.bonds, i)]),
    raw: {
      stake: decimals(raw.stake),
      active_stake: decimals(raw.activeStake),
      consensus: decimals(raw.consensus),
      validator_trust: decimals(raw.validatorTrust),
      incentive: decimals(raw.incentive),
      dividends: decimals(raw.dividends),
    },
  };
}

/** Integers as decimal strings. */
export function decimals(values: Iterable<bigint>): string[] {
  return Array.from(values, String);
}
