import type { ApiPromise } from '@polkadot/api';
import { addressOf } from '../account.js';
import { CliError } from '../cli-error.js';
import { read } from '../storage.js';
import { submitAll } from '../submit.js';
import type { Subnet, Topology } from './topology/topology.js';

const ROOT = 0;
/** Registrations of a block and of an interval: everybody at once. */
const REGISTRATIONS = 64;

/**
 * Registers what is missing of the subnets, each its owner's, and lifts the limits of rate.
 *
 * @returns the netuids, in the order of the topology.
 */
export async function setUpNetwork(api: ApiPromise, { subnets, sudo }: Topology): Promise<readonly number[]> {
  const netuids: number[] = [];
  for (const subnet of subnets) {
    const known = (await ownedNetworks(api, subnet.owner)).find((netuid) => !netuids.includes(netuid));
    netuids.push(known ?? (await registerNetwork(api, subnet.owner, netuids)));
  }
  // Asked for apart: a start may have been broken off in between.
  const closed: number[] = [];
  for (const netuid of netuids)
    if ((await read(api, 'weightsSetRateLimit', netuid)).toBigInt() > 0n) closed.push(netuid);
  if (closed.length > 0)
    await submitAll(api, [
      [
        sudo,
        openingHours(
          api,
          closed.map((netuid) => [netuid, subnets[netuids.indexOf(netuid)]!]),
        ),
      ],
    ]);
  return netuids;
}

async function registerNetwork(api: ApiPromise, owner: string, before: readonly number[]): Promise<number> {
  await submitAll(api, [[owner, api.tx['subtensorModule']!['registerNetwork']!()]]);
  const made = (await ownedNetworks(api, owner)).find((netuid) => !before.includes(netuid));
  if (made === undefined) throw new CliError('FAILED', 'registerNetwork: expected a new subnet, got none');
  return made;
}

/** Netuids of an owner, ascending. */
async function ownedNetworks(api: ApiPromise, owner: string): Promise<number[]> {
  const address = await addressOf(owner);
  const owners = await api.query['subtensorModule']!['subnetOwner']!.entries();
  return owners
    .filter(([, value]) => value.toString() === address)
    .map(([key]) => Number(key.args[0]!.toString()))
    .sort((a, b) => a - b);
}

/** A network of seconds has no time for rate limits. */
function openingHours(api: ApiPromise, subnets: readonly (readonly [netuid: number, subnet: Subnet])[]) {
  const set = (name: string, ...args: unknown[]) => api.tx['adminUtils']![`sudoSet${name}`]!(...args);
  const limits = [ROOT, ...subnets.map(([netuid]) => netuid)].flatMap((netuid) => [
    set('WeightsSetRateLimit', netuid, 0),
    set('MaxRegistrationsPerBlock', netuid, REGISTRATIONS),
    set('TargetRegistrationsPerInterval', netuid, REGISTRATIONS),
  ]);
  const own = subnets.flatMap(([netuid, { tempo, commitReveal }]) => [
    ...(tempo === undefined ? [] : [set('Tempo', netuid, tempo)]),
    ...(commitReveal
      ? [
          set('CommitRevealWeightsInterval', netuid, (tempo ?? DEFAULT_TEMPO) + 1),
          set('CommitRevealWeightsEnabled', netuid, true),
        ]
      : []),
  ]);
  return api.tx['sudo']!['sudo']!(api.tx['utility']!['batchAll']!([...limits, ...own]));
}

/** Of a subnet of the demo chain. */
const DEFAULT_TEMPO = 20;
