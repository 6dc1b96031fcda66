/** An epoch line of either golden format: reading its input, writing its output beside it. */
import { runnable } from './ruleset.js';
import { asObject, type JsonObject } from '../input/fields.js';
import type { EpochInput, EpochOutput } from '../types.js';
import { readEpoch2024, writeEpoch2024 } from './epoch-2024.js';
import { readEpoch2026, writeEpoch2026 } from './epoch-2026.js';

export const EPOCH_FORMATS = ['golden', 'golden2024'] as const;
export type EpochFormat = (typeof EPOCH_FORMATS)[number];

/**
 * The input of a line. `golden` lines are of ruleset 2026, `golden2024` (`g-epoch`) lines of ruleset 2024; a line may
 * say so in `ruleset`.
 *
 * @throws YumaError UNKNOWN_RULESET where it says something else, or what the fields deserve.
 */
export function readEpochLine(format: EpochFormat, line: JsonObject): EpochInput {
  if (format === 'golden2024') {
    runnable(line, '2024');
    return readEpoch2024(line);
  }
  runnable(line, '2026');
  return readEpoch2026(asObject('input', line['input']));
}

/** The output in the field names that the line's format has for it. */
export function writeEpochOutput(output: EpochOutput, line: JsonObject): JsonObject {
  return output.ruleset === '2024' ? writeEpoch2024(output, line) : writeEpoch2026(output);
}
