import { MAX_PRUNING_SCORE } from '../../economy/constants.js';
import { neuronToPrune } from '../../economy/prune-uid.js';
import { asList, asU16, asU64, type JsonObject } from '../../input/fields.js';
import type { Computed, Scenario } from './scenario.js';

/** Which uid a full subnet gives up. */
export const dPruneUid: Scenario = { kind: 'rows', compute: (_line, rows) => rows.map(compute) };

function compute(row: JsonObject): Computed {
  const scores = asList('scores', row['scores'], asU16);
  const uid = neuronToPrune({
    pruningScores: scores,
    blockAtRegistration: asList('registered_at', row['registered_at'], asU64, scores.length),
    currentBlock: asU64('block', row['block']),
    immunityPeriod: asU64('immunity_period', row['immunity_period']),
  });
  return { pruned_uid: uid, scores_after: scores.map((score, i) => (i === uid ? MAX_PRUNING_SCORE : score)) };
}
