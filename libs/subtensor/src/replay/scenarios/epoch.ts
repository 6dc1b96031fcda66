import {
  ActivityCutoff,
  BondsMovingAverage,
  Kappa,
  MaxAllowedValidators,
  Rho,
} from '../../runtimes/finney-2024-06/pallets/subtensor-module/storage/hyperparameters.js';
import {
  EmissionValues,
  PendingEmission,
  SubnetOwnerCut,
} from '../../runtimes/finney-2024-06/pallets/subtensor-module/storage/networks.js';
import * as neurons from '../../runtimes/finney-2024-06/pallets/subtensor-module/storage/neurons.js';
import { expectEqual } from '../difference.js';
import { Fabric } from '../fabric.js';
import { asList, asText, flags, number, object, pairs, uint, uints, type JsonObject } from '../fields.js';
import type { Scenario } from '../scenario.js';

/** `g-epoch`: the block in which a subnet's epoch runs, from the state just before it. */
export const epoch: Scenario = (line, { runtime }) => {
  const fabric = new Fabric(runtime);
  const netuid = number(line, 'netuid');
  prepare(fabric, netuid, line, object(line, 'input'));
  fabric.chain.block(number(line, 'epoch_block'));
  compare(fabric, netuid, object(line, 'output'));
};

function prepare(fabric: Fabric, netuid: number, line: JsonObject, input: JsonObject): void {
  const { ctx } = fabric;
  fabric.fund('owner');
  fabric.network(netuid, { tempo: number(line, 'tempo'), owner: 'owner' });
  SubnetOwnerCut.put(ctx, number(line, 'owner_cut'));
  EmissionValues.put(ctx, netuid, uint(line, 'emission_value'));
  PendingEmission.put(ctx, netuid, uint(line, 'pending_before_block'));
  ActivityCutoff.put(ctx, netuid, number(input, 'activity_cutoff'));
  BondsMovingAverage.put(ctx, netuid, uint(input, 'bonds_moving_average'));
  Kappa.put(ctx, netuid, number(input, 'kappa'));
  Rho.put(ctx, netuid, number(input, 'rho'));
  MaxAllowedValidators.put(ctx, netuid, number(input, 'max_allowed_validators'));
  prepareNeurons(fabric, netuid, input);
}

function prepareNeurons(fabric: Fabric, netuid: number, input: JsonObject): void {
  const n = number(input, 'n');
  const hotkeys = asList('hotkeys', input['hotkeys']).map((each) => asText('hotkey', each));
  const stakes = uints(input, 'stake');
  const registered = uints(input, 'block_at_registration');
  for (let uid = 0; uid < n; uid++)
    fabric.neuron(netuid, hotkeys[uid] ?? '', `${hotkeys[uid]} coldkey`, stakes[uid], registered[uid]);
  fabric.vectors(netuid, n, {
    lastUpdate: uints(input, 'last_update'),
    permit: flags(input, 'validator_permit'),
  });
  for (const [item, rows] of [
    [neurons.Weights, asList('weights', input['weights'])],
    [neurons.Bonds, asList('bonds', input['bonds'])],
  ] as const)
    rows.forEach((row, uid) => item.put(fabric.ctx, netuid, uid, pairs('row', row)));
}

const VECTORS = {
  active: neurons.Active,
  rank: neurons.Rank,
  trust: neurons.Trust,
  consensus: neurons.Consensus,
  incentive: neurons.Incentive,
  dividends: neurons.Dividends,
  validator_trust: neurons.ValidatorTrust,
  emission: neurons.Emission,
  pruning_scores: neurons.PruningScores,
  validator_permit: neurons.ValidatorPermit,
} as const;

function compare(fabric: Fabric, netuid: number, output: JsonObject): void {
  const { ctx } = fabric;
  for (const [name, item] of Object.entries(VECTORS)) expectEqual(name, output[name], item.get(ctx, netuid));
  const bonds = asList('bonds', output['bonds']);
  expectEqual(
    'bonds',
    bonds,
    bonds.map((_, uid) => neurons.Bonds.get(ctx, netuid, uid)),
  );
  const loaded = neurons.LoadedEmission.get(ctx, netuid) ?? [];
  expectEqual(
    'loaded_emission',
    output['loaded_emission'],
    loaded.map(([hotkey, server, validator]) => [fabric.labels.label(hotkey), server, validator]),
  );
}
