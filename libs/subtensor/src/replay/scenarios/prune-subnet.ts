import {
  EmissionValues,
  NetworkImmunityPeriod,
  NetworkLastLockCost,
  NetworkLastRegistered,
  NetworkMinLockCost,
  NetworkRateLimit,
  NetworkRegisteredAt,
  NetworksAdded,
  SubnetLimit,
  SubnetLocked,
} from '../../runtimes/finney-2024-06/pallets/subtensor-module/storage/networks.js';
import { Weights } from '../../runtimes/finney-2024-06/pallets/subtensor-module/storage/neurons.js';
import { expectEqual } from '../difference.js';
import { Fabric, call } from '../fabric.js';
import { asText, number, object, objects, pairs, uint, type JsonObject } from '../fields.js';
import type { Scenario } from '../scenario.js';

/** `c-prune-subnet`: registering a network where there is no room. Who pays is who `balance_change` says. */
export const pruneSubnet: Scenario = (line, { runtime }) => {
  const weights = pairs('root_weights_before', line['root_weights_before']);
  objects(line, 'rows').forEach((row, i) => replayRow(new Fabric(runtime), row, weights, `row ${i}`));
};

function replayRow(
  fabric: Fabric,
  row: JsonObject,
  weights: readonly (readonly [number, number])[],
  where: string,
): void {
  const change = object(row, 'balance_change');
  prepare(fabric, row, weights, Object.keys(change));
  const before = new Map(Object.keys(change).map((label) => [label, fabric.balance(label)]));
  const payer = Object.keys(change).find((label) => asText(label, change[label]).startsWith('-')) ?? 'nobody';
  const netuidsBefore = netuidsOf(fabric);
  const [result] = fabric.chain.block(number(row, 'block'), [
    [fabric.account(payer), call('register_network')],
  ]);
  expectEqual(`${where} result`, row['result'], result);
  for (const [label, old] of before)
    expectEqual(`${where} balance_change ${label}`, change[label], String(fabric.balance(label) - old));
  expectEqual(`${where} lock_cost`, row['lock_cost'], NetworkLastLockCost.get(fabric.ctx));
  expectEqual(`${where} root_weights_after`, row['root_weights_after'], Weights.get(fabric.ctx, 0, 0));
  compareNetuids(fabric, row, netuidsBefore, where);
}

function prepare(
  fabric: Fabric,
  row: JsonObject,
  weights: readonly (readonly [number, number])[],
  accounts: readonly string[],
): void {
  const { ctx } = fabric;
  for (const label of accounts) fabric.fund(label);
  const subnets = objects(row, 'subnets');
  for (const subnet of subnets) {
    const netuid = number(subnet, 'netuid');
    fabric.network(netuid, { owner: asText('owner', subnet['owner']) });
    NetworkRegisteredAt.put(ctx, netuid, uint(subnet, 'registered_at'));
    EmissionValues.put(ctx, netuid, uint(subnet, 'emission_value'));
    SubnetLocked.put(ctx, netuid, uint(subnet, 'locked'));
  }
  const root = object(row, 'root_entry');
  NetworkRegisteredAt.put(ctx, 0, uint(root, 'registered_at'));
  EmissionValues.put(ctx, 0, uint(root, 'emission_value'));
  fabric.neuron(0, 'validator', 'validator coldkey');
  fabric.vectors(0, 1);
  Weights.put(ctx, 0, 0, weights);
  NetworkImmunityPeriod.put(ctx, uint(row, 'immunity'));
  SubnetLimit.put(ctx, number(row, 'subnet_limit'));
  NetworkRateLimit.put(ctx, 0n);
  prepareLock(fabric, subnets);
}

/** What the recorder wrote to NetworkLastRegistered: a row does not say it, every recorded lock cost does. */
const LAST_REGISTRATION = 1n;

/** The last lock is the last subnet's, the least lock the first's. */
function prepareLock({ ctx }: Fabric, subnets: readonly JsonObject[]): void {
  const locks = subnets.map((subnet) => uint(subnet, 'locked'));
  NetworkMinLockCost.put(ctx, locks[0] ?? 0n);
  NetworkLastLockCost.put(ctx, locks.at(-1) ?? 0n);
  NetworkLastRegistered.put(ctx, LAST_REGISTRATION);
}

const netuidsOf = (fabric: Fabric): number[] =>
  [...NetworksAdded.entries(fabric.ctx)].map(([[netuid]]) => netuid);

function compareNetuids(fabric: Fabric, row: JsonObject, before: readonly number[], where: string): void {
  const { ctx } = fabric;
  const block = number(row, 'block');
  const fresh = [...NetworkRegisteredAt.entries(ctx)]
    .filter(
      ([[netuid], at]) =>
        Number(at) === block && SubnetLocked.get(ctx, netuid) === NetworkLastLockCost.get(ctx),
    )
    .map(([[netuid]]) => netuid);
  expectEqual(`${where} new_netuid`, [row['new_netuid']], fresh);
  const removed = fabric.chain.events().find(({ name }) => name === 'NetworkRemoved')?.value ?? null;
  expectEqual(`${where} pruned`, row['pruned'], removed);
  const expected = new Set([...before, ...fresh]);
  expectEqual(`${where} netuids`, [...expected].sort(), netuidsOf(fabric).sort());
}
