/** An epoch of a file: is the output beside it what its input gives, and if not, which step and uid differ first. */
import { readEpochLine, writeEpochOutput } from '../golden/epoch-line.js';
import { asObject, type JsonObject } from '../input/fields.js';
import { YumaError } from '../errors.js';
import type { EpochInput, EpochOutput } from '../types.js';

/** The order in which an epoch finds its numbers: the first that differs names the step. */
const STEPS = [
  'active',
  'validator_permit',
  'new_validator_permit',
  'consensus',
  'rank',
  'trust',
  'validator_trust',
  'incentive',
  'dividends',
  'bonds',
  'emission',
];

/**
 * @param text a JSON line of either golden format, with an `output` (or, as vectors have it, `expected`).
 * @returns undefined: equal; else what differs first.
 * @throws YumaError MALFORMED_JSON, MISSING_FIELD … for a line that is none.
 */
export function verifyEpochLine(
  text: string,
  runEpoch: (input: EpochInput) => EpochOutput,
): string | undefined {
  const line = asObject('line', parsed(text));
  const expected = asObject('output', line['output'] ?? line['expected']);
  const input = readEpochLine('emission_to_drain' in line ? 'golden2024' : 'golden', line);
  const got = writeEpochOutput(runEpoch(input), line);
  const fields = Object.keys(got).filter((field) => field in expected);
  const order = (field: string): number => (STEPS.indexOf(field) + STEPS.length) % STEPS.length;
  for (const field of fields.sort((a, b) => order(a) - order(b))) {
    const difference = differenceIn(field, got[field], expected[field]);
    if (difference !== undefined) return difference;
  }
  return undefined;
}

function parsed(text: string): JsonObject {
  try {
    return JSON.parse(text) as JsonObject;
  } catch {
    throw new YumaError('MALFORMED_JSON', 'line: expected one JSON object, got something else');
  }
}

function differenceIn(field: string, computed: unknown, stated: unknown): string | undefined {
  if (Array.isArray(computed) && Array.isArray(stated)) {
    if (computed.length !== stated.length)
      return `${field}: expected ${computed.length} values, got ${stated.length}`;
    const uid = computed.findIndex((value, k) => !same(value, (stated as unknown[])[k]));
    if (uid < 0) return undefined;
    return `${field} of uid ${uid}: expected ${shown(computed[uid])}, got ${shown((stated as unknown[])[uid])}`;
  }
  return same(computed, stated) ? undefined : `${field}: expected ${shown(computed)}, got ${shown(stated)}`;
}

/** Numbers may be written as text, where they do not fit a JSON number. */
const same = (a: unknown, b: unknown): boolean => normal(a) === normal(b);
const normal = (value: unknown): string =>
  JSON.stringify(value, (_key, each: unknown) => (typeof each === 'number' ? String(each) : each)) ?? '';
const shown = (value: unknown): string => normal(value).slice(0, 120);
