/** A client that knows a standby alone: what it sends goes to the leader that the standby names, over both interfaces. */
import { ChainClient, keyFromUri, type ChainClientOptions } from '@yumanet/chain-client';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { ChainCluster } from '../support/chain-cluster.js';
import type { ChainProcess } from '../support/chain-process.js';

const FLAGS = ['--sealing', 'interval', '--block-time', '0.3', '--finality-delay', '0'];
let cluster: ChainCluster;

beforeAll(async () => {
  cluster = new ChainCluster(FLAGS);
  await cluster.start(['a', 'b']);
});
afterAll(() => cluster.stop());

/** Who leads now, and who does not. */
async function nodes(): Promise<{ leader: ChainProcess; standby: ChainProcess }> {
  const name = (await cluster.leader())!;
  const other = [...cluster.chains.keys()].find((each) => each !== name)!;
  return { leader: cluster.chains.get(name)!, standby: cluster.chains.get(other)! };
}

async function clientOf(endpoints: readonly string[], more: Partial<ChainClientOptions> = {}) {
  const client = new ChainClient({ endpoints, ...more });
  onTestFinished(() => client.stop());
  await client.start(AbortSignal.timeout(60_000));
  return client;
}

/** A transfer of one rao by one of many keys. */
async function pay(client: ChainClient, uri: string, deadlineMs = 60_000) {
  const to = await keyFromUri('//Ferdie');
  const call = await client.call('Balances', 'transfer_keep_alive', [to.address, 1n]);
  return client.sender(await keyFromUri(uri)).send(call, { deadlineMs });
}

const KEYS = ['//Alice', '//Bob', '//Charlie', '//Dave', '//Eve'];
const INTERFACES = [
  ['JSON-RPC', ({ ready }: ChainProcess) => ready.rpc],
  ['gRPC', ({ ready }: ChainProcess) => `grpc://${ready.grpc}`],
] as const;

describe.each(INTERFACES)('%s', (_, addressOf) => {
  it('sent to a standby, final on the leader; and the next goes there at once', async () => {
    const { leader, standby } = await nodes();
    const client = await clientOf([addressOf(standby)]);
    expect(client.source.endpoint).toBe(addressOf(standby));
    const receipt = await pay(client, '//Alice');
    expect(receipt.blockNumber).toBeGreaterThan(0);
    expect(client.source.endpoint).toBe(addressOf(leader));
    await pay(client, '//Alice');
  });

  it('twenty at once, of five keys: each is in a block once', async () => {
    const { leader, standby } = await nodes();
    const client = await clientOf([addressOf(standby)]);
    const sends = Array.from({ length: 20 }, (__, i) => pay(client, KEYS[i % KEYS.length]!));
    const receipts = await Promise.all(sends);
    expect(new Set(receipts.map(({ hash }) => hash)).size).toBe(20);
    expect(client.source.endpoint).toBe(addressOf(leader));
  });

  it('the leader dies: the client finds the next one', async () => {
    const { standby } = await nodes();
    const client = await clientOf([addressOf(standby)]);
    await pay(client, '//Bob');
    const dead = (await cluster.leader())!;
    await cluster.killChain(dead);
    await expect.poll(async () => cluster.leader(), { interval: 200 }).not.toBeUndefined();
    const receipt = await pay(client, '//Bob', 120_000);
    expect(receipt.blockNumber).toBeGreaterThan(0);
    expect(client.source.endpoint).toBe(addressOf(cluster.chains.get((await cluster.leader())!)!));
    await cluster.startChain(dead);
    await cluster.settled();
  });
});

it('a leader that cannot be reached: the error names it and the standby', async () => {
  const lonely = new ChainCluster(FLAGS);
  onTestFinished(() => lonely.stop());
  // Whoever leads says that it is somewhere else.
  await lonely.start(['a'], ['--advertise-rpc', 'ws://127.0.0.1:1', '--advertise-grpc', '127.0.0.1:1']);
  const standby = await lonely.startChain('b');
  await lonely.settled();
  const interfaces = [
    [standby.ready.rpc, 'ws://127.0.0.1:1'],
    [`grpc://${standby.ready.grpc}`, 'grpc://127.0.0.1:1'],
  ] as const;
  const refused = async ([endpoint, leader]: (typeof interfaces)[number]) => {
    const client = await clientOf([endpoint], { callMs: 3_000 });
    const error = await pay(client, '//Alice').catch((caught: unknown) => caught);
    expect(error).toMatchObject({ code: 'NOT_LEADER', data: { asked: endpoint, leader } });
    expect((error as Error).message).toContain(endpoint);
    expect((error as Error).message).toContain(leader);
    // It is where it was, and reads on.
    expect((await client.source.head('finalized')).number).toBeGreaterThanOrEqual(0);
    expect(client.source.endpoint).toBe(endpoint);
  };
  await Promise.all(interfaces.map(refused));
});
