/**
 * The boundary: everything a backend relies on is checked here, before any memory is touched or number computed.
 * Values inside typed arrays are in range by their type; what is checked is types, lengths, scalars and offsets.
 */
import { refusal } from '../errors.js';
import type { EpochInput, EpochInput2024, EpochInput2026, SparseRows } from '../types.js';

const U16_MAX = 65535;
const U64_MAX = (1n << 64n) - 1n;
const STAKE_MAX = (1n << 63n) - 1n;
/** More updates than uids can exist makes no sense on any chain: a bound on what is scanned. */
const MAX_UIDS = 65536;

/**
 * Throws unless `input` is a well-formed epoch input.
 *
 * @throws YumaError UNKNOWN_RULESET, MISSING_FIELD, WRONG_TYPE, LENGTH_MISMATCH, OUT_OF_RANGE or MALFORMED_ROWS.
 */
export function checkEpochInput(input: EpochInput): void {
  if (typeof input !== 'object' || input === null) throw refusal('WRONG_TYPE', 'input', 'an object', input);
  const { ruleset } = input as { ruleset: unknown };
  if (ruleset !== '2024' && ruleset !== '2026') {
    throw refusal('UNKNOWN_RULESET', 'ruleset', '"2024" or "2026"', ruleset);
  }
  checkCommon(input);
  if (input.ruleset === '2024') check2024(input);
  else check2026(input);
}

function checkCommon(input: EpochInput): void {
  integer('n', input.n, 0, U16_MAX);
  u64('currentBlock', input.currentBlock);
  u64('activityCutoff', input.activityCutoff);
  u64('bondsMovingAverage', input.bondsMovingAverage);
  u64('raoEmission', input.raoEmission);
  integer('maxAllowedValidators', input.maxAllowedValidators, 0, U16_MAX);
  integer('kappa', input.kappa, 0, U16_MAX);
  array('blockAtRegistration', input.blockAtRegistration, BigUint64Array, input.n);
  array('validatorPermit', input.validatorPermit, Uint8Array, input.n);
  const noFlag = input.validatorPermit.find((permit) => permit > 1);
  if (noFlag !== undefined) throw refusal('OUT_OF_RANGE', 'validatorPermit', '0 or 1', noFlag);
  rows('weights', input.weights, input.n);
  rows('bonds', input.bonds, input.n);
}

function check2024(input: EpochInput2024): void {
  array('lastUpdate', input.lastUpdate, BigUint64Array, input.n);
  array('stake', input.stake, BigUint64Array, input.n);
  const total = input.stake.reduce((sum, rao) => sum + rao, 0n);
  // Beyond that I64F64 wraps in spec 185 and its later conversions wrap with it; the supply is 2.1e16 rao.
  if (total > STAKE_MAX) throw refusal('OUT_OF_RANGE', 'total stake (ruleset 2024)', 'below 2^63 rao', total);
  // spec 185 indexes by bond uid without a check: such a row would stop the chain.
  const { entries } = input.bonds;
  for (let k = 0; k < entries.length; k += 2) {
    if (entries[k]! >= input.n) {
      throw refusal('OUT_OF_RANGE', 'bonds uid (ruleset 2024)', `below n=${input.n}`, entries[k]);
    }
  }
}

function check2026(input: EpochInput2026): void {
  array('lastUpdate', input.lastUpdate, BigUint64Array);
  if (input.lastUpdate.length > MAX_UIDS) {
    throw refusal(
      'LENGTH_MISMATCH',
      'lastUpdate',
      `at most ${MAX_UIDS} entries`,
      `length ${input.lastUpdate.length}`,
    );
  }
  array('stakeI64F64', input.stakeI64F64, BigUint64Array, 2 * input.n);
  array('commitBlocks', input.commitBlocks, BigUint64Array, input.n);
  u64('lastMechanismStepBlock', input.lastMechanismStepBlock);
  u64('minStake', input.minStake);
  for (const field of ['tempo', 'bondsPenalty', 'alphaLow', 'alphaHigh'] as const) {
    integer(field, input[field], 0, U16_MAX);
  }
  integer('alphaSigmoidSteepness', input.alphaSigmoidSteepness, -32768, 32767);
  if (input.ownerUid !== null) integer('ownerUid', input.ownerUid, 0, input.n - 1);
  for (const field of ['commitReveal', 'yuma3', 'liquidAlpha'] as const) {
    if (typeof input[field] !== 'boolean') throw refusal('WRONG_TYPE', field, 'a boolean', input[field]);
  }
}

function integer(what: string, value: unknown, min: number, max: number): void {
  if (value === undefined) throw refusal('MISSING_FIELD', what, 'a value', value);
  if (typeof value !== 'number' || !Number.isInteger(value)) {
    throw refusal('WRONG_TYPE', what, 'an integer', value);
  }
  if (value < min || value > max) throw refusal('OUT_OF_RANGE', what, `${min} … ${max}`, value);
}

function u64(what: string, value: unknown): void {
  if (value === undefined) throw refusal('MISSING_FIELD', what, 'a value', value);
  if (typeof value !== 'bigint') throw refusal('WRONG_TYPE', what, 'a bigint', value);
  if (value < 0n || value > U64_MAX) throw refusal('OUT_OF_RANGE', what, 'a u64', value);
}

function array(
  what: string,
  value: unknown,
  type: typeof BigUint64Array | typeof Uint8Array | typeof Uint16Array | typeof Uint32Array,
  length?: number,
): void {
  if (value === undefined) throw refusal('MISSING_FIELD', what, `a ${type.name}`, value);
  if (!(value instanceof type)) throw refusal('WRONG_TYPE', what, `a ${type.name}`, typeof value);
  if (length !== undefined && value.length !== length) {
    throw refusal('LENGTH_MISMATCH', what, `${type.name}(${length})`, `length ${value.length}`);
  }
}

function rows(what: string, value: SparseRows, n: number): void {
  if (value === undefined) throw refusal('MISSING_FIELD', what, 'SparseRows', value);
  if (typeof value !== 'object' || value === null) throw refusal('WRONG_TYPE', what, 'SparseRows', value);
  array(`${what}.offsets`, value.offsets, Uint32Array, n + 1);
  array(`${what}.entries`, value.entries, Uint16Array);
  const { offsets, entries } = value;
  if (offsets[0] !== 0) throw refusal('MALFORMED_ROWS', `${what}.offsets[0]`, '0', offsets[0]);
  for (let i = 0; i < n; i++) {
    if (offsets[i + 1]! < offsets[i]!) {
      throw refusal('MALFORMED_ROWS', `${what}.offsets[${i + 1}]`, `at least ${offsets[i]}`, offsets[i + 1]);
    }
  }
  if (entries.length !== 2 * offsets[n]!) {
    throw refusal('LENGTH_MISMATCH', `${what}.entries`, `2 × ${offsets[n]}`, `length ${entries.length}`);
  }
}
