import { keyFromUri, type ChainClient, type Key } from '@yumanet/chain-client';
import { openSubnet, registerNeuron, serveAxon } from './subnet.js';

export interface PaidSubnet {
  readonly netuid: number;
  /** A second one without neurons: what root gives it is what the first does not get. */
  readonly other: number;
  /** In the order of their uids. */
  readonly validators: readonly Key[];
  readonly miners: readonly Key[];
}

const TAO = 1_000_000_000n;
const U16_MAX = 65_535;

/**
 * A subnet that is paid: two validators with different stakes and root weights, four miners of different merit, weights from
 * the first permits on. //Eve owns all of them.
 */
export async function openPaidSubnet(client: ChainClient): Promise<PaidSubnet> {
  const netuid = await openSubnet(client);
  const other = await openSubnet(client);
  const coldkey = await keyFromUri('//Eve');
  const validators = await keys('validator', 2);
  const miners = await keys('miner', 4);
  const send = async (signer: Key, name: string, ...args: unknown[]) =>
    client.sender(signer).send(await client.call('SubtensorModule', name, args));
  for (const hotkey of [...validators, ...miners]) await registerNeuron(client, netuid, hotkey);
  await Promise.all(
    validators.map(async ({ address }, k) => {
      await send(coldkey, 'add_stake', address, BigInt(2 - k) * 1_000n * TAO);
      await send(coldkey, 'root_register', address);
      await send(coldkey, 'set_root_weights', 0, address, [netuid, other], [U16_MAX, 20_000], 0);
    }),
  );
  await Promise.all(miners.slice(0, 2).map((hotkey, k) => serveAxon(client, netuid, hotkey, 9_100 + k)));
  return { netuid, other, validators, miners };
}

/** What the validators think of the miners; they need permits, which their first epoch gives them. */
export async function weighMiners(client: ChainClient, { netuid, validators, miners }: PaidSubnet) {
  const uids = miners.map((_, k) => validators.length + k);
  const opinions = [
    [U16_MAX, 40_000, 20_000, 1_000],
    [50_000, U16_MAX, 10_000, 0],
  ];
  await Promise.all(
    validators.map(async (hotkey, k) =>
      client
        .sender(hotkey)
        .send(await client.call('SubtensorModule', 'set_weights', [netuid, uids, opinions[k], 0])),
    ),
  );
}

const keys = (role: string, n: number): Promise<Key[]> =>
  Promise.all(Array.from({ length: n }, (_, k) => keyFromUri(`//Eve//${role}//${k}`)));
