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
  SubnetOwner,
} from '../../runtimes/finney-2024-06/pallets/subtensor-module/storage/networks.js';
import { Weights } from '../../runtimes/finney-2024-06/pallets/subtensor-module/storage/neurons.js';
import { lockCost } from '../../runtimes/finney-2024-06/pallets/subtensor-module/networks/lock-cost.js';
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
  const payer = payerOf(row, change);
  prepare(fabric, row, weights, new Set([...Object.keys(change), payer]));
  const before = new Map(Object.keys(change).map((label) => [label, fabric.balance(label)]));
  const netuidsBefore = netuidsOf(fabric);
  fabric.chain.initialize(number(row, 'block'));
  const cost = lockCost(fabric.ctx);
  const result = fabric.chain.apply(fabric.account(payer), call('register_network'));
  fabric.chain.finalize();
  expectEqual(`${where} result`, row['result'], result);
  for (const [label, old] of before)
    expectEqual(`${where} balance_change ${label}`, change[label], String(fabric.balance(label) - old));
  // Where nothing was registered there may be no cost to record.
  expectEqual(`${where} lock_cost`, row['lock_cost'] ?? cost, cost);
  expectEqual(`${where} root_weights_after`, row['root_weights_after'], Weights.get(fabric.ctx, 0, 0));
  compareNetuids(fabric, row, payer, netuidsBefore, where);
}

/** Who loses balance; when nobody does, a label that owns no subnet, or an account of its own. */
function payerOf(row: JsonObject, change: JsonObject): string {
  const owners = new Set(objects(row, 'subnets').map((subnet) => subnet['owner']));
  const labels = Object.keys(change);
  return (
    labels.find((label) => asText(label, change[label]).startsWith('-')) ??
    labels.find((label) => !owners.has(label)) ??
    'payer'
  );
}

function prepare(
  fabric: Fabric,
  row: JsonObject,
  weights: readonly (readonly [number, number])[],
  accounts: ReadonlySet<string>,
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

function compareNetuids(
  fabric: Fabric,
  row: JsonObject,
  payer: string,
  before: readonly number[],
  where: string,
): void {
  const { ctx } = fabric;
  const block = uint(row, 'block');
  const owned = [...SubnetOwner.entries(ctx)].filter(([, owner]) => owner === fabric.account(payer));
  const fresh = owned
    .map(([[netuid]]) => netuid)
    .filter((netuid) => NetworkRegisteredAt.get(ctx, netuid) === block);
  const expectedNew = row['new_netuid'] === null ? [] : [row['new_netuid']];
  expectEqual(`${where} new_netuid`, expectedNew, fresh);
  const removed = fabric.chain.events().find(({ name }) => name === 'NetworkRemoved')?.value ?? null;
  expectEqual(`${where} pruned`, row['pruned'], removed);
  const expected = new Set([...before, ...fresh]);
  expectEqual(`${where} netuids`, [...expected].sort(), netuidsOf(fabric).sort());
}
