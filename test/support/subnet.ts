import { keyFromUri, type ChainClient, type Key } from '@yumanet/chain-client';

const ROOT = 0;
/** 127.0.0.1 as IPv6 has it: the chain refuses the loopback address itself. */
const LOOPBACK = 0xffff_7f00_0001n;

const call = (client: ChainClient, name: string, ...args: unknown[]) =>
  client.call('SubtensorModule', name, args);

/** Registers a subnet of //Bob's on a chain of development accounts and lifts the rate limits. @returns its netuid. */
export async function openSubnet(client: ChainClient): Promise<number> {
  const [sudo, owner] = await Promise.all([keyFromUri('//Alice'), keyFromUri('//Bob')]);
  const receipt = await client.sender(owner).send(await call(client, 'register_network'));
  const added = receipt.events.find(({ name }) => name === 'NetworkAdded');
  const netuid = Number(added?.data[0]?.toString());
  const setters = [ROOT, netuid].flatMap((id) =>
    ['WeightsSetRateLimit', 'MaxRegistrationsPerBlock', 'ServingRateLimit'].map((name) =>
      client.call('AdminUtils', `sudo_set_${snake(name)}`, [
        id,
        name === 'MaxRegistrationsPerBlock' ? 32 : 0,
      ]),
    ),
  );
  const batch = await client.call('Utility', 'batch_all', [await Promise.all(setters)]);
  await client.sender(sudo).send(await client.call('Sudo', 'sudo', [batch]));
  return netuid;
}

const snake = (name: string): string => name.replace(/(?!^)([A-Z])/g, '_$1').toLowerCase();

/** Registers a hotkey of //Eve's. */
export async function registerNeuron(client: ChainClient, netuid: number, hotkey: Key): Promise<void> {
  const coldkey = await keyFromUri('//Eve');
  await client.sender(coldkey).send(await call(client, 'burned_register', netuid, hotkey.address));
}

/** Announces an axon on loopback: of gRPC, or with 4 one as the Python SDK's. */
export async function serveAxon(
  client: ChainClient,
  netuid: number,
  hotkey: Key,
  port: number,
  protocol = 0,
): Promise<void> {
  const axon = await call(client, 'serve_axon', netuid, 1, LOOPBACK, port, 6, protocol, 0, 0);
  await client.sender(hotkey).send(axon);
}
