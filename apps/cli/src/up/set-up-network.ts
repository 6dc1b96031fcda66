import type { ApiPromise } from '@polkadot/api';
import { addressOf } from '../account.js';
import { read } from '../storage.js';
import { submitAll } from '../submit.js';
import type { Topology } from './topology.js';

const ROOT = 0;
/** Registrations of a block and of an interval: everybody at once. */
const REGISTRATIONS = 32;

/** Registers the owner's subnet, unless there is one, and lifts the limits of rate. @returns the netuid. */
export async function setUpNetwork(api: ApiPromise, { owner, sudo }: Topology): Promise<number> {
  let netuid = await ownedNetwork(api, owner);
  if (netuid === undefined) {
    await submitAll(api, [[owner, api.tx['subtensorModule']!['registerNetwork']!()]]);
    netuid = (await ownedNetwork(api, owner))!;
  }
  // Asked for apart: a start may have been broken off in between.
  if ((await read(api, 'weightsSetRateLimit', netuid)).toBigInt() > 0n)
    await submitAll(api, [[sudo, openingHours(api, netuid)]]);
  return netuid;
}

async function ownedNetwork(api: ApiPromise, owner: string): Promise<number | undefined> {
  const address = await addressOf(owner);
  const owners = await api.query['subtensorModule']!['subnetOwner']!.entries();
  const own = owners.find(([, value]) => value.toString() === address);
  return own === undefined ? undefined : Number(own[0].args[0]!.toString());
}

/** A network of seconds has no time for rate limits. */
function openingHours(api: ApiPromise, netuid: number) {
  const set = (name: string, ...args: unknown[]) => api.tx['adminUtils']![`sudoSet${name}`]!(...args);
  const setters = [ROOT, netuid].flatMap((id) => [
    set('WeightsSetRateLimit', id, 0),
    set('MaxRegistrationsPerBlock', id, REGISTRATIONS),
    set('TargetRegistrationsPerInterval', id, REGISTRATIONS),
  ]);
  return api.tx['sudo']!['sudo']!(api.tx['utility']!['batchAll']!(setters));
}
