import { WeightsMinStake } from '../../runtimes/finney-2024-06/pallets/subtensor-module/storage/limits.js';
import {
  LastUpdate,
  Weights,
} from '../../runtimes/finney-2024-06/pallets/subtensor-module/storage/neurons.js';
import { expectEqual } from '../difference.js';
import { Fabric, call } from '../fabric.js';
import { number, numbers, object, objects, text, uint, type JsonObject } from '../fields.js';
import type { Scenario } from '../scenario.js';
import { setLimits } from './set-weights.js';

const ROOT = 0;

/** `e-root-weights`: set_root_weights by the coldkey of `root_uid`, or by another account. */
export const rootWeights: Scenario = (line, { runtime }) => {
  objects(line, 'rows').forEach((row, i) =>
    replayRow(new Fabric(runtime), row, `row ${i} ${text(row, 'case')}`),
  );
};

function replayRow(fabric: Fabric, row: JsonObject, where: string): void {
  const params = object(row, 'params');
  const uid = number(row, 'root_uid');
  prepare(fabric, row, params, uid);
  const args = object(row, 'call');
  const setWeights = call(text(args, 'name'), {
    netuid: number(args, 'netuid'),
    hotkey: fabric.account(`h${uid}`),
    dests: numbers(args, 'dests'),
    weights: numbers(args, 'weights'),
    version_key: uint(args, 'version_key'),
  });
  const signer = fabric.account(text(row, 'signer') === 'coldkey' ? `c${uid}` : 'other');
  const [result] = fabric.chain.block(number(params, 'block'), [[signer, setWeights]]);
  expectEqual(`${where} result`, row['result'], result);
  expectEqual(`${where} stored`, row['stored'], Weights.get(fabric.ctx, ROOT, uid));
  expectEqual(`${where} last_update_after`, row['last_update_after'], LastUpdate.get(fabric.ctx, ROOT)[uid]);
}

function prepare(fabric: Fabric, row: JsonObject, params: JsonObject, uid: number): void {
  const n = number(row, 'n_root');
  for (const netuid of numbers(row, 'existing_netuids')) if (netuid !== ROOT) fabric.network(netuid);
  for (let each = 0; each < n; each++)
    fabric.neuron(ROOT, `h${each}`, `c${each}`, each === uid ? uint(row, 'stake') : 0n);
  const lastUpdate = new Array<bigint>(n).fill(0n).with(uid, uint(params, 'last_update'));
  fabric.vectors(ROOT, n, { lastUpdate });
  setLimits(fabric, ROOT, params);
  WeightsMinStake.put(fabric.ctx, uint(params, 'min_stake'));
}
