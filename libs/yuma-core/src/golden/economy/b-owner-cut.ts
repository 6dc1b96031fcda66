import { splitOwnerCut } from '../../economy/owner-cut.js';
import { asList, asU16, asU64, type JsonObject } from '../../input/fields.js';
import type { Computed, Scenario } from './scenario.js';

/** The owner's cut of one block's emission for three subnets, of which the third has no owner. */
export const bOwnerCut: Scenario = { kind: 'rows', compute: (_line, rows) => rows.map(compute) };

const WITHOUT_OWNER = 2;

function compute(row: JsonObject): Computed {
  const ownerCut = asU16('owner_cut', row['owner_cut']);
  const splits = asList('emission_values', row['emission_values'], asU64).map((rao, k) =>
    splitOwnerCut(rao, k === WITHOUT_OWNER ? null : ownerCut),
  );
  return {
    owner_paid: splits.map(({ ownerRao }, k) => (k === WITHOUT_OWNER ? null : String(ownerRao))),
    pending_added: splits.map(({ pendingRao }) => String(pendingRao)),
    total_issuance_added: String(splits.reduce((sum, { ownerRao }) => sum + ownerRao, 0n)),
  };
}
