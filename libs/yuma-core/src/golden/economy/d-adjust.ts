import { adjustRegistrationTerms } from '../../economy/registration-adjustment.js';
import { asU16, asU64, type JsonObject } from '../../input/fields.js';
import type { Computed, Scenario } from './scenario.js';

/** Burn and difficulty after an interval. */
export const dAdjust: Scenario = { kind: 'rows', compute: (_line, rows) => rows.map(compute) };

function compute(row: JsonObject): Computed {
  const u16 = (field: string) => asU16(field, row[field]);
  const u64 = (field: string) => asU64(field, row[field]);
  const next = adjustRegistrationTerms({
    adjustmentAlpha: u64('alpha'),
    targetRegistrationsPerInterval: u16('target'),
    registrationsThisInterval: u16('registrations'),
    powRegistrationsThisInterval: u16('pow'),
    burnRegistrationsThisInterval: u16('burn_regs'),
    burnRao: u64('burn'),
    minBurnRao: u64('min_burn'),
    maxBurnRao: u64('max_burn'),
    difficulty: u64('difficulty'),
    minDifficulty: u64('min_difficulty'),
    maxDifficulty: u64('max_difficulty'),
  });
  return { new_burn: String(next.burnRao), new_difficulty: String(next.difficulty) };
}
