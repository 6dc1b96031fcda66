import { networkLockCost } from '../../economy/lock-cost.js';
import { asObject, asString, asU64, type JsonObject } from '../../input/fields.js';
import type { Computed, Scenario } from './scenario.js';

/**
 * Lock costs over a line's history: a `probe` asks on a copy of the chain, a `register` locks and so sets the last
 * lock for the rows after it. Starts from `setup`.
 */
export const cLockCost: Scenario = { kind: 'rows', compute };

function compute(line: JsonObject, rows: readonly JsonObject[]): Computed[] {
  const setup = asObject('setup', line['setup']);
  const minLockRao = asU64('setup.min_lock', setup['min_lock']);
  const reductionInterval = asU64('setup.reduction_interval', setup['reduction_interval']);
  let lastLockRao = asU64('setup.last_lock', setup['last_lock']);
  let lastLockBlock = asU64('setup.last_lock_block', setup['last_lock_block']);
  return rows.map((row) => {
    const currentBlock = asU64('block', row['block']);
    const cost = networkLockCost({ lastLockRao, minLockRao, lastLockBlock, currentBlock, reductionInterval });
    if (asString('kind', row['kind']) === 'register') {
      lastLockRao = cost;
      lastLockBlock = currentBlock;
      return { lock_cost: String(cost), subnet_locked: String(cost) };
    }
    const paid = row['result'] === 'ok' ? { balance_paid: String(cost) } : {};
    return { lock_cost: String(cost), ...paid };
  });
}
