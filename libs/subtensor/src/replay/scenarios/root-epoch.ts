import {
  Kappa,
  Rho,
} from '../../runtimes/finney-2024-06/pallets/subtensor-module/storage/hyperparameters.js';
import { WeightsSetRateLimit } from '../../runtimes/finney-2024-06/pallets/subtensor-module/storage/limits.js';
import {
  EmissionValues,
  PendingEmission,
} from '../../runtimes/finney-2024-06/pallets/subtensor-module/storage/networks.js';
import { Weights } from '../../runtimes/finney-2024-06/pallets/subtensor-module/storage/neurons.js';
import {
  BlockEmission,
  TotalIssuance,
} from '../../runtimes/finney-2024-06/pallets/subtensor-module/storage/stake.js';
import {
  MaxWeightsLimit,
  MinAllowedWeights,
} from '../../runtimes/finney-2024-06/pallets/subtensor-module/storage/limits.js';
import { expectEqual } from '../difference.js';
import { Fabric, call } from '../fabric.js';
import { number, numbers, object, objects, pairs, text, uint, type JsonObject } from '../fields.js';
import type { Scenario } from '../scenario.js';

/** Rows that no call would have stored so are written to storage. */
const RAW_ROWS = 'raw-rows';

/** `a-root-epoch`: validators weigh networks by real calls, and the next block is root's epoch. */
export const rootEpoch: Scenario = (line, { runtime }) => {
  const fabric = new Fabric(runtime);
  const netuids = numbers(line, 'netuids');
  const validators = objects(line, 'validators');
  const block = number(line, 'epoch_block');
  prepare(fabric, line, netuids, validators);
  setRootWeights(fabric, block - validators.length, validators, text(line, 'kind') === RAW_ROWS);
  fabric.chain.block(block);
  compare(fabric, line, netuids);
};

function prepare(
  fabric: Fabric,
  line: JsonObject,
  netuids: readonly number[],
  validators: readonly JsonObject[],
): void {
  const { ctx } = fabric;
  fabric.fund('owner');
  for (const netuid of netuids) if (netuid !== 0) fabric.network(netuid, { owner: 'owner' });
  for (const validator of validators) {
    const hotkey = text(validator, 'hotkey');
    fabric.neuron(0, hotkey, `${hotkey} coldkey`, uint(validator, 'stake'));
    fabric.fund(`${hotkey} coldkey`);
  }
  fabric.vectors(0, validators.length);
  Rho.put(ctx, 0, number(line, 'rho'));
  Kappa.put(ctx, 0, number(line, 'kappa'));
  WeightsSetRateLimit.put(ctx, 0, 0n);
  MinAllowedWeights.put(ctx, 0, 0);
  MaxWeightsLimit.put(ctx, 0, 65535);
  TotalIssuance.put(ctx, uint(line, 'total_issuance_before'));
  BlockEmission.put(ctx, uint(line, 'block_emission_before'));
}

/** One validator per block: all of them would not fit into one. */
function setRootWeights(
  fabric: Fabric,
  firstBlock: number,
  validators: readonly JsonObject[],
  raw: boolean,
): void {
  validators.forEach((validator, i) => {
    const uid = number(validator, 'uid');
    const stored = pairs('weights', validator['weights']);
    if (raw) Weights.put(fabric.ctx, 0, uid, stored);
    else if (validator['submitted'] !== null) submit(fabric, firstBlock + i, validator);
    expectEqual(`root weights of uid ${uid}`, stored, Weights.get(fabric.ctx, 0, uid));
  });
}

function submit(fabric: Fabric, block: number, validator: JsonObject): void {
  const hotkey = text(validator, 'hotkey');
  const submitted = pairs('submitted', validator['submitted']);
  const setWeights = call('set_root_weights', {
    netuid: 0,
    hotkey: fabric.account(hotkey),
    dests: submitted.map(([netuid]) => netuid),
    weights: submitted.map(([, value]) => value),
    version_key: 0n,
  });
  const [result] = fabric.chain.block(block, [[fabric.account(`${hotkey} coldkey`), setWeights]]);
  expectEqual(`set_root_weights of ${hotkey}`, 'ok', result);
}

function compare(fabric: Fabric, line: JsonObject, netuids: readonly number[]): void {
  const { ctx } = fabric;
  const recorded = object(line, 'emission_values');
  const pending = object(line, 'pending_after');
  for (const netuid of netuids) {
    expectEqual(`emission_values ${netuid}`, recorded[netuid], EmissionValues.get(ctx, netuid));
    expectEqual(`pending_after ${netuid}`, pending[netuid], PendingEmission.get(ctx, netuid));
  }
  expectEqual('block_emission_after', line['block_emission_after'], BlockEmission.get(ctx));
  expectEqual('total_issuance_after', line['total_issuance_after'], TotalIssuance.get(ctx));
}
