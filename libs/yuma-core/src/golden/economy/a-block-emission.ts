import { blockEmissionForIssuance } from '../../economy/block-emission.js';
import { DEFAULT_BLOCK_EMISSION_RAO, TOTAL_SUPPLY_RAO } from '../../economy/constants.js';
import { asU64, type JsonObject } from '../../input/fields.js';
import type { Computed, Scenario } from './scenario.js';

/**
 * BlockEmission after a root epoch at a given issuance, starting from its default. One subnet exists and gets it all.
 * A row without `emission_value_subnet` was taken outside a root epoch, where nothing is evaluated.
 */
export const aBlockEmission: Scenario = { kind: 'rows', compute: (_line, rows) => rows.map(compute) };

function compute(row: JsonObject): Computed {
  if (row['emission_value_subnet'] === undefined)
    return { block_emission: String(DEFAULT_BLOCK_EMISSION_RAO) };
  const issuance = asU64('total_issuance', row['total_issuance']);
  const emission = blockEmissionForIssuance(issuance);
  // At the total supply upstream returns before it stores the emission.
  const stored = issuance < TOTAL_SUPPLY_RAO ? emission : DEFAULT_BLOCK_EMISSION_RAO;
  return { block_emission: String(stored), emission_value_subnet: String(emission) };
}
