import { YumaError } from '../errors.js';
import type { JsonObject } from '../input/fields.js';
import type { Ruleset } from '../types.js';

/** Refuses a line (or its input) that names a ruleset other than the one its format carries. */
export function runnable(line: JsonObject, expected: Ruleset): void {
  const input = line['input'];
  const inside = typeof input === 'object' && input !== null ? (input as JsonObject)['ruleset'] : undefined;
  for (const ruleset of [line['ruleset'], inside]) {
    if (ruleset === undefined || ruleset === expected) continue;
    throw new YumaError(
      'UNKNOWN_RULESET',
      `ruleset: expected "${expected}" in this format, got ${JSON.stringify(ruleset)}`,
      { expected },
    );
  }
}
