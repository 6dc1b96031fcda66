/**
 * The golden line format of the 2024 epoch: scenario `g-epoch`. Rows are `[[uid, value], …]`; `emission_to_drain` is
 * what the epoch distributes, `epoch_block` the current block; `loaded_emission` lists `[hotkey, server, validator]`.
 */
import { packRows, rowOf } from '../epoch/sparse-rows.js';
import {
  asBigint,
  asFlag,
  asList,
  asObject,
  asString,
  asU16,
  asU64,
  type JsonObject,
} from '../input/fields.js';
import type { EpochInput2024, EpochOutput2024, SparseRows } from '../types.js';
import { decimals } from './epoch-2026.js';
import { refusal } from '../errors.js';

/** What the runtimes hand to `epoch()` cannot exceed the supply. */
const RAO_MAX = (1n << 64n) - 1n;

/** Reads a whole `g-epoch` line. */
export function readEpoch2024(line: JsonObject): EpochInput2024 {
  const input = asObject('input', line['input']);
  const n = asU16('n', input['n']);
  const u64s = (field: string) => BigUint64Array.from(asList(field, input[field], asU64, n));
  return {
    ruleset: '2024',
    n,
    currentBlock: asU64('epoch_block', line['epoch_block']),
    raoEmission: asBigint('emission_to_drain', line['emission_to_drain'], 0n, RAO_MAX),
    activityCutoff: asU64('activity_cutoff', input['activity_cutoff']),
    lastUpdate: u64s('last_update'),
    blockAtRegistration: u64s('block_at_registration'),
    stake: u64s('stake'),
    validatorPermit: Uint8Array.from(
      asList('validator_permit', input['validator_permit'], asFlag, n),
      Number,
    ),
    maxAllowedValidators: asU16('max_allowed_validators', input['max_allowed_validators']),
    kappa: asU16('kappa', input['kappa']),
    bondsMovingAverage: asU64('bonds_moving_average', input['bonds_moving_average']),
    weights: readPairRows('weights', input['weights'], n),
    bonds: readPairRows('bonds', input['bonds'], n),
  };
}

function readPairRows(what: string, value: unknown, n: number): SparseRows {
  const rows = asList(what, value, (row, pairs) => asList(row, pairs, asPair), n);
  return packRows(rows.map((row) => row.flat()));
}

function asPair(what: string, value: unknown): number[] {
  const pair = asList(what, value, asU16);
  if (pair.length !== 2) throw refusal('MALFORMED_ROWS', what, '[uid, value]', `${pair.length} entries`);
  return pair;
}

/** The output in the field names and number formats of a `g-epoch` line's `output`. */
export function writeEpoch2024(output: EpochOutput2024, line: JsonObject): JsonObject {
  const input = asObject('input', line['input']);
  const hotkeys = asList('hotkeys', input['hotkeys'], asString, output.n);
  const pairs = (i: number) => {
    const row = rowOf(output.bonds, i);
    return Array.from({ length: row.length / 2 }, (_, k) => [row[2 * k]!, row[2 * k + 1]!]);
  };
  return {
    active: Array.from(output.active, Boolean),
    rank: [...output.rank],
    trust: [...output.trust],
    consensus: [...output.consensus],
    incentive: [...output.incentive],
    dividends: [...output.dividends],
    validator_trust: [...output.validatorTrust],
    pruning_scores: [...output.pruningScores],
    emission: decimals(output.emissionRao),
    validator_permit: Array.from(output.newValidatorPermit, Boolean),
    bonds: Array.from({ length: output.n }, (_, i) => pairs(i)),
    loaded_emission: hotkeys.map((hotkey, uid) => [
      hotkey,
      String(output.serverEmissionRao[uid]),
      String(output.validatorEmissionRao[uid]),
    ]),
  };
}
