import type { ApiPromise } from '@polkadot/api';
import { addressOf } from '../account.js';
import { MINERS, OWNER, SUDO, VALIDATORS, type Player } from './cast.js';
import { read } from './storage.js';
import { submitAll, type Sent } from './submit.js';

const ROOT = 0;
/** Registrations of a block and of an interval: everybody in one block. */
const REGISTRATIONS = 32;

/**
 * Makes what the demo needs and does not find: a subnet of the owner, validators and miners on it, validators with
 * stake on root, root's weights on the subnet.
 *
 * @returns the netuid.
 */
export async function prepare(api: ApiPromise, say: (text: string) => void): Promise<number> {
  const call = (name: string, ...args: unknown[]) => api.tx['subtensorModule']![name]!(...args);
  let netuid = await ownedNetwork(api);
  if (netuid === undefined) {
    await submitAll(api, [[OWNER, call('registerNetwork')]]);
    netuid = (await ownedNetwork(api))!;
    say(`subnet ${netuid} registered, owned by ${OWNER}`);
  }
  await submitAll(api, [[SUDO, openingHours(api, netuid)]]);
  const registrations: Sent[] = [];
  for (const player of [...VALIDATORS, ...MINERS]) {
    const hotkey = await addressOf(player.hotkey);
    if (!(await read(api, 'uids', netuid, hotkey)).isSome)
      registrations.push([player.coldkey, call('burnedRegister', netuid, hotkey)]);
    if (player.role === 'validator' && !(await read(api, 'uids', ROOT, hotkey)).isSome)
      registrations.push([player.coldkey, call('rootRegister', hotkey)]);
  }
  await submitAll(api, registrations);
  const stakes: Sent[] = [];
  for (const { coldkey, hotkey, stakeRao } of VALIDATORS) {
    const address = await addressOf(hotkey);
    if ((await read(api, 'totalHotkeyStake', address)).toBigInt() === 0n)
      stakes.push([coldkey, call('addStake', address, stakeRao)]);
  }
  await submitAll(api, stakes);
  const weights: Sent[] = [];
  for (const { coldkey, hotkey } of VALIDATORS)
    weights.push([coldkey, call('setRootWeights', ROOT, await addressOf(hotkey), [netuid], [65_535], 0)]);
  await submitAll(api, weights);
  say(`${VALIDATORS.length} validators with stake and root weights, ${MINERS.length} miners registered`);
  return netuid;
}

async function ownedNetwork(api: ApiPromise): Promise<number | undefined> {
  const owner = await addressOf(OWNER);
  const owners = await api.query['subtensorModule']!['subnetOwner']!.entries();
  const own = owners.find(([, value]) => value.toString() === owner);
  return own === undefined ? undefined : Number(own[0].args[0]!.toString());
}

/** A demo has no time for rate limits. */
function openingHours(api: ApiPromise, netuid: number): Sent[1] {
  const set = (name: string, ...args: unknown[]) => api.tx['adminUtils']![`sudoSet${name}`]!(...args);
  const setters = [ROOT, netuid].flatMap((id) => [
    set('WeightsSetRateLimit', id, 0),
    set('MaxRegistrationsPerBlock', id, REGISTRATIONS),
    set('TargetRegistrationsPerInterval', id, REGISTRATIONS),
  ]);
  return api.tx['sudo']!['sudo']!(api.tx['utility']!['batchAll']!(setters));
}

/** Address → player. */
export async function playersByAddress(): Promise<ReadonlyMap<string, Player>> {
  const players = new Map<string, Player>();
  for (const player of [...VALIDATORS, ...MINERS]) players.set(await addressOf(player.hotkey), player);
  return players;
}
