import * as limits from '../../runtimes/finney-2024-06/pallets/subtensor-module/storage/limits.js';
import {
  LastUpdate,
  Weights,
} from '../../runtimes/finney-2024-06/pallets/subtensor-module/storage/neurons.js';
import { expectEqual } from '../difference.js';
import { Fabric, call } from '../fabric.js';
import { asList, flag, number, numbers, object, objects, text, uint, type JsonObject } from '../fields.js';
import type { Scenario } from '../scenario.js';

/** What a row's `netuid: "subnet"` means here. */
const SUBNET = 1;

/** `e-set-weights`: one call by uid 0 or by somebody who is not registered; netuids other than the subnet as they are. */
export const setWeights: Scenario = (line, { runtime }) => {
  objects(line, 'rows').forEach((row, i) =>
    replayRow(new Fabric(runtime), row, `row ${i} ${text(row, 'case')}`),
  );
};

function replayRow(fabric: Fabric, row: JsonObject, where: string): void {
  const params = object(row, 'params');
  prepare(fabric, row, params);
  const args = object(row, 'call');
  const signer = text(row, 'by') === 'uid 0' ? 'n0' : 'stranger';
  const setWeights = call('set_weights', {
    netuid: args['netuid'] === 'subnet' ? SUBNET : number(args, 'netuid'),
    dests: numbers(args, 'dests'),
    weights: numbers(args, 'weights'),
    version_key: uint(args, 'version_key'),
  });
  const [result] = fabric.chain.block(number(params, 'block'), [[fabric.account(signer), setWeights]]);
  expectEqual(`${where} result`, row['result'], result);
  compare(fabric, row, where);
}

function prepare(fabric: Fabric, row: JsonObject, params: JsonObject): void {
  const { ctx } = fabric;
  const n = number(row, 'n');
  fabric.network(SUBNET);
  for (let uid = 0; uid < n; uid++)
    fabric.neuron(SUBNET, `n${uid}`, `c${uid}`, uid === 0 ? uint(row, 'stake') : 0n);
  const rest = n - 1;
  fabric.vectors(SUBNET, n, {
    lastUpdate: [uint(params, 'last_update'), ...new Array<bigint>(rest).fill(0n)],
    permit: [flag(params, 'permit'), ...new Array<boolean>(rest).fill(false)],
  });
  setLimits(fabric, SUBNET, params);
  limits.WeightsMinStake.put(ctx, uint(params, 'min_stake'));
}

/** The rules of a row's `params`. */
export function setLimits({ ctx }: Fabric, netuid: number, params: JsonObject): void {
  limits.WeightsSetRateLimit.put(ctx, netuid, uint(params, 'rate_limit'));
  limits.WeightsVersionKey.put(ctx, netuid, uint(params, 'version_key'));
  limits.MinAllowedWeights.put(ctx, netuid, number(params, 'min_allowed'));
  limits.MaxWeightsLimit.put(ctx, netuid, number(params, 'max_weight'));
}

/** A stored row of null: the call was not about this row, so there is none to compare. */
function compare(fabric: Fabric, row: JsonObject, where: string): void {
  const { ctx } = fabric;
  const stored = Weights.get(ctx, SUBNET, 0);
  expectEqual(`${where} stored`, row['stored'] ?? [], stored);
  if (row['last_update_after'] !== null)
    expectEqual(`${where} last_update_after`, row['last_update_after'], LastUpdate.get(ctx, SUBNET)[0]);
  const events = fabric.chain
    .events()
    .filter(({ pallet, extrinsic }) => pallet === 'SubtensorModule' && extrinsic === 1)
    .map(({ name, value }) => [name, value]);
  expectEqual(`${where} events`, asList('events', row['events'] ?? []), events);
}
