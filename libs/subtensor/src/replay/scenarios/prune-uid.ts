import {
  ImmunityPeriod,
  MaxAllowedUids,
} from '../../runtimes/finney-2024-06/pallets/subtensor-module/storage/hyperparameters.js';
import {
  Keys,
  PruningScores,
} from '../../runtimes/finney-2024-06/pallets/subtensor-module/storage/neurons.js';
import { expectEqual } from '../difference.js';
import { Fabric, call } from '../fabric.js';
import { number, numbers, objects, uints, type JsonObject } from '../fields.js';
import type { Scenario } from '../scenario.js';

const SUBNET = 1;

/** `d-prune-uid`: a burned registration on a full subnet. */
export const pruneUid: Scenario = (line, { runtime }) => {
  objects(line, 'rows').forEach((row, i) => replayRow(new Fabric(runtime), row, `row ${i}`));
};

function replayRow(fabric: Fabric, row: JsonObject, where: string): void {
  const { ctx } = fabric;
  const scores = numbers(row, 'scores');
  fabric.network(SUBNET);
  uints(row, 'registered_at').forEach((at, uid) => fabric.neuron(SUBNET, `n${uid}`, `c${uid}`, 0n, at));
  fabric.vectors(SUBNET, scores.length, { pruningScores: scores });
  MaxAllowedUids.put(ctx, SUBNET, scores.length);
  ImmunityPeriod.put(ctx, SUBNET, number(row, 'immunity_period'));
  const coldkey = fabric.fund('new coldkey');
  const hotkey = fabric.account('new hotkey');
  const register = call('burned_register', { netuid: SUBNET, hotkey });
  const [result] = fabric.chain.block(number(row, 'block'), [[coldkey, register]]);
  expectEqual(`${where} result`, row['result'], result);
  const uid = [...Keys.entries(ctx, SUBNET)].find(([, each]) => each === hotkey)?.[0][1];
  expectEqual(`${where} pruned_uid`, row['pruned_uid'], uid);
  expectEqual(`${where} scores_after`, row['scores_after'], PruningScores.get(ctx, SUBNET));
}
