import { emitThroughHotkey } from '../../economy/nominator-shares.js';
import { asFlag, asList, asObject, asString, asU16, asU64, type JsonObject } from '../../input/fields.js';
import { refusal } from '../../errors.js';
import type { Computed, Scenario } from './scenario.js';

/**
 * Emission to the stake of one hotkey; with `second_network_emission` a second payout follows in the same block, on
 * the stakes that the first one left.
 */
export const fEmissionThroughHotkey: Scenario = {
  kind: 'rows',
  compute: (_line, rows) => rows.map(compute),
};

function compute(row: JsonObject): Computed {
  const owner = asString('owner', row['owner']);
  const order = asList('stakes', row['stakes'], readStake);
  const take = asFlag('delegate', row['delegate']) ? asU16('take', row['take']) : null;
  const stakes = new Map(order);
  const before = new Map(order);
  let total = asU64('total_hotkey_stake', row['total_hotkey_stake']);
  const totalBefore = total;
  for (const emission of payouts(row)) {
    const added = emitThroughHotkey({ take, stakes, owner, totalHotkeyStakeRao: total, ...emission });
    for (const [coldkey, rao] of added) {
      stakes.set(coldkey, (stakes.get(coldkey) ?? 0n) + rao);
      total += rao;
    }
  }
  const added = String(total - totalBefore);
  return {
    stake_added: order.map(([coldkey]) => [coldkey, String(stakes.get(coldkey)! - before.get(coldkey)!)]),
    total_hotkey_stake_after: String(total),
    total_stake_added: added,
    total_issuance_added: added,
  };
}

function payouts(row: JsonObject): { serverEmissionRao: bigint; validatorEmissionRao: bigint }[] {
  const read = (field: string) => {
    const emission = asObject(field, row[field]);
    return {
      serverEmissionRao: asU64(`${field}.server`, emission['server']),
      validatorEmissionRao: asU64(`${field}.validator`, emission['validator']),
    };
  };
  const first = read('emission');
  return row['second_network_emission'] === null ? [first] : [first, read('second_network_emission')];
}

function readStake(what: string, value: unknown): readonly [string, bigint] {
  if (!Array.isArray(value) || value.length !== 2)
    throw refusal('WRONG_TYPE', what, '[coldkey, rao]', typeof value);
  return [asString(`${what}[0]`, value[0]), asU64(`${what}[1]`, value[1])];
}
