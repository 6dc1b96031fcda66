/** Scenarios by their wire name; `computeEconomy` lays what is computed beside what was recorded. */
import { YumaError } from '../../errors.js';
import { asList, asObject, asString, type JsonObject } from '../../input/fields.js';
import { aBlockEmission } from './a-block-emission.js';
import { aRootEpoch } from './a-root-epoch.js';
import { bOwnerCut } from './b-owner-cut.js';
import { cLockCost } from './c-lock-cost.js';
import { cPruneSubnet } from './c-prune-subnet.js';
import { dAdjust } from './d-adjust.js';
import { dPruneUid } from './d-prune-uid.js';
import { equalJson } from './equal-json.js';
import { fEmissionThroughHotkey } from './f-emission-through-hotkey.js';
import type { Computed, Scenario } from './scenario.js';

export const SCENARIOS: ReadonlyMap<string, Scenario> = new Map([
  ['a-root-epoch', aRootEpoch],
  ['a-block-emission', aBlockEmission],
  ['b-owner-cut', bOwnerCut],
  ['c-lock-cost', cLockCost],
  ['c-prune-subnet', cPruneSubnet],
  ['d-adjust', dAdjust],
  ['d-prune-uid', dPruneUid],
  ['f-emission-through-hotkey', fEmissionThroughHotkey],
]);

/**
 * The line with `computed` and `equal` beside the recorded fields: on the line itself, or on each of its rows and,
 * as their conjunction, on the line.
 *
 * @throws YumaError UNKNOWN_SCENARIO, or what the line deserves.
 */
export function computeEconomy(line: JsonObject): JsonObject & { equal: boolean } {
  const name = asString('scenario', line['scenario']);
  const scenario = SCENARIOS.get(name);
  if (scenario === undefined) {
    throw new YumaError(
      'UNKNOWN_SCENARIO',
      `scenario: expected one of ${[...SCENARIOS.keys()].join(', ')}, got ${JSON.stringify(name)}`,
    );
  }
  if (scenario.kind === 'line') return beside(line, scenario.compute(line));
  const rows = asList('rows', line['rows'], asObject);
  const computed = scenario.compute(line, rows);
  const compared = rows.map((row, i) => beside(row, computed[i]!));
  return { ...line, rows: compared, equal: compared.every(({ equal }) => equal) };
}

/** Every computed field must equal the recorded one, so a missing record is not equal. */
function beside(recorded: JsonObject, computed: Computed): JsonObject & { equal: boolean } {
  const equal = Object.entries(computed).every(([field, value]) => equalJson(value, recorded[field]));
  return { ...recorded, computed, equal };
}
