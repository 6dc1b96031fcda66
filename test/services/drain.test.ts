/** Chain, emission service and miner are told to stop while they are asked: whoever had asked is answered, nobody else is let in. */
import { ChainClient, keyFromUri, type Key } from '@yumanet/chain-client';
import { mechanism } from '@yumanet/image-recognition';
import { ChainServiceService } from '@yumanet/proto/chain/v1';
import { EmissionServiceService } from '@yumanet/proto/emission/v1';
import { AxonServiceService } from '@yumanet/proto/miner/v1';
import { NatsServerProcess, createGrpcClient, ensureNatsServer } from '@yumanet/service-kit';
import { signRequest } from '@yumanet/subnet-kit/axon';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { ChainProcess, rpc, tempFolder } from '../support/chain-process.js';
import { Askers, HeldPost, answeredIn, grpcOutcome, postOutcome, readiness } from '../support/drain-watch.js';
import { ServiceProcess } from '../support/service-process.js';
import { openSubnet, registerNeuron } from '../support/subnet.js';

const folder = tempFolder();
const DEADLINE = { deadlineMs: 20_000 };
const STOPPING = 'not ready: stopping';
const patience = { timeout: 20_000, interval: 10 };
let nats: NatsServerProcess;
let chain: ChainProcess;
let client: ChainClient;
let validator: Key;
let netuid: number;
const services: ServiceProcess[] = [];

const block = (options: object): Promise<string> => rpc(chain.ready.http, 'dev_newBlock', options);

beforeAll(async () => {
  ensureNatsServer();
  nats = new NatsServerProcess({ dir: folder.path });
  await nats.start();
  const quick = ['--network', 'demo', '--sealing', 'instant', '--finality-delay', '0'];
  chain = await ChainProcess.start([
    ...quick,
    '--nats-url',
    nats.url,
    '--status-port',
    '0',
    '--log-level',
    'debug',
  ]);
  client = new ChainClient({ endpoints: [chain.ready.rpc] });
  await client.start();
  netuid = await openSubnet(client);
  validator = await keyFromUri('//Eve//validator');
  await registerNeuron(client, netuid, validator);
  const stake = await client.call('SubtensorModule', 'add_stake', [validator.address, 2_000_000_000_000n]);
  await client.sender(await keyFromUri('//Eve')).send(stake);
  await block({ tempos: 1, netuid });
});
afterAll(async () => {
  // What a failed test left behind.
  await Promise.all(services.map((service) => service.kill()));
  await client.stop();
  await chain.kill();
  await nats.stop();
  folder.remove();
});

/** How many blocks are about so many milliseconds' work, on this machine now. */
async function blocksOf(ms: number): Promise<number> {
  const began = performance.now();
  await block({ count: 20 });
  return Math.ceil((20 * ms) / (performance.now() - began));
}

async function start(name: 'emission' | 'miner', flags: readonly string[]): Promise<ServiceProcess> {
  const service = await ServiceProcess.start(name, flags);
  services.push(service);
  return service;
}

it('a miner answers the dendrites that it has let in', async () => {
  const miner = await start('miner', [
    ...['--chain-endpoints', chain.ready.rpc, '--netuid', String(netuid), '--backend', 'guess'],
    ...['--data-dir', `${folder.path}/miner`, '--hotkey-uri', '//Eve//miner', '--coldkey-uri', '//Eve'],
    ...['--nonce-window-ms', '300000', '--max-queue', '1000', '--min-stake-rao', '0'],
    ...['--hotkey-rate', '100000', '--total-rate', '100000', '--log-level', 'debug'],
  ]);
  const { hotkey, axon: address } = miner.ready as unknown as { hotkey: string; axon: string };
  const axon = createGrpcClient(AxonServiceService, { address });
  let last = 0n;
  const ask = (): Promise<string> => {
    const now = BigInt(Date.now()) * 1_000_000n;
    last = now > last ? now : last + 1n;
    const body = new Uint8Array(784).fill(7);
    const fields = { netuid, task: mechanism.name, axonHotkey: hotkey, body, nonce: last };
    return grpcOutcome(axon.query(signRequest(validator, fields), DEADLINE));
  };
  await expect.poll(ask, patience).toBe('OK');
  const asked = answeredIn(miner.log(), 'Query');
  const askers = new Askers(32, ask);
  await expect.poll(() => askers.outcomes.length, patience).toBeGreaterThan(64);
  const seen = new Set<string>();
  askers.told();
  const stopped = miner.stop();
  for (let state = ''; state !== 'gone'; seen.add(state)) state = await readiness(miner.ready.status);
  expect(await stopped, miner.log()).toBe(0);
  await askers.ended();
  axon.close();
  expect(askers.refusals).toEqual(['UNAVAILABLE']);
  // What it answered arrived.
  expect(answeredIn(miner.log(), 'Query') - asked).toBe(askers.answered);
  expect([...seen]).toContain(STOPPING);
});

it('an emission service answers over HTTP and gRPC, ends live events, and lets nobody else in', async () => {
  const emission = await start('emission', [
    ...['--network', 'demo', '--chain-grpc', chain.ready.grpc, '--nats-servers', nats.url],
    ...['--log-level', 'debug'],
  ]);
  const { http, grpc } = emission.ready as unknown as { http: string; grpc: string };
  const books = createGrpcClient(EmissionServiceService, { address: grpc });
  const question = `${http}/v1/subnets/${netuid}/what-if`;
  await expect.poll(() => postOutcome(question, '{"epochs":1}'), patience).toBe('OK');
  const live = fetch(`${http}/v1/audits/stream`).then((response) => response.text());
  const held = new HeldPost(question, '{"epochs":1}');
  const overHttp = new Askers(4, () => postOutcome(question, '{"epochs":1}'));
  const overGrpc = new Askers(4, () => grpcOutcome(books.getAudit({}, DEADLINE)));
  await expect.poll(() => overHttp.outcomes.length, patience).toBeGreaterThan(10);
  overHttp.told();
  overGrpc.told();
  const stopped = emission.stop();
  await expect.poll(() => readiness(emission.ready.status), patience).toBe(STOPPING);
  await expect.poll(() => overHttp.refusals, patience).not.toEqual([]);
  held.finish();
  expect((await held.answer).status).toBe(200);
  await live;
  await Promise.all([overHttp.ended(), overGrpc.ended()]);
  for (const refusal of overHttp.refusals) expect(['503 DRAINING', 'NOBODY']).toContain(refusal);
  expect(overGrpc.refusals).toEqual(['UNAVAILABLE']);
  expect(await stopped, emission.log()).toBe(0);
  expect(answeredIn(emission.log(), 'GetAudit')).toBe(overGrpc.answered);
  books.close();
});

it('a chain answers what it was asked over HTTP, WebSocket and gRPC, and refuses the rest by name', async () => {
  const { http, rpc: url, grpc, status } = chain.ready;
  await client.stop();
  const node = createGrpcClient(ChainServiceService, { address: grpc });
  const ask = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'state_getRuntimeVersion' });
  const socket = new WebSocket(url);
  const told: string[] = [];
  socket.on('message', (data: Buffer) => void told.push(data.toString()));
  const closed = new Promise<number>((resolve) => socket.once('close', resolve));
  await new Promise((resolve) => socket.once('open', resolve));
  const held = new HeldPost(http, ask);
  const count = await blocksOf(1_500);
  socket.send(JSON.stringify({ jsonrpc: '2.0', id: 'long', method: 'dev_newBlock', params: [{ count }] }));
  const asked = answeredIn(chain.log(), 'GetRuntime');
  const overHttp = new Askers(4, () => postOutcome(http, ask));
  const overGrpc = new Askers(4, () => grpcOutcome(node.getRuntime({ block: undefined }, DEADLINE)));
  await expect.poll(() => overHttp.outcomes.length, patience).toBeGreaterThan(10);
  overHttp.told();
  overGrpc.told();
  const stopped = chain.stop();
  await expect.poll(() => readiness(status!), patience).toBe(STOPPING);
  await expect.poll(() => overHttp.refusals, patience).not.toEqual([]);
  socket.send(ask.replace('1,', '"late",'));
  const heard = (): string[] =>
    told.map((text) => {
      const { id, result, error } = JSON.parse(text) as Record<'id' | 'result', string> & {
        readonly error?: { readonly data: string };
      };
      return `${id}: ${error?.data ?? typeof result}`;
    });
  await expect.poll(heard, patience).toEqual(['late: the node stops', 'long: string']);
  expect(await closed).toBe(1001);
  held.finish();
  expect(JSON.parse((await held.answer).text)).toMatchObject({ result: { specVersion: 185 } });
  await Promise.all([overHttp.ended(), overGrpc.ended()]);
  for (const refusal of overHttp.refusals) expect(['503 -32009', 'NOBODY']).toContain(refusal);
  expect(overGrpc.refusals).toEqual(['UNAVAILABLE']);
  expect(await stopped, chain.log()).toBe(0);
  expect(answeredIn(chain.log(), 'GetRuntime') - asked).toBe(overGrpc.answered);
  node.close();
});
