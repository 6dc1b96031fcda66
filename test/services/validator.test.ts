/** A validator on a real chain: miners asked through their axons, gRPC and the SDK's HTTP, scores kept, weights set every tempo, across kill -9. */
import { ChainClient, keyFromUri, type Key } from '@yumanet/chain-client';
import { main } from '@yumanet/cli';
import { IntentState, ValidatorServiceService, type GetStatusResponse } from '@yumanet/proto/validator/v1';
import { NatsServerProcess, createGrpcClient, ensureNatsServer } from '@yumanet/service-kit';
import { readSynapseBody, readSynapseHead, verifySynapse } from '@yumanet/subnet-kit/axon';
import { LightAxon } from '@yumanet/subnet-kit/testing';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ChainProcess, tempFolder } from '../support/chain-process.js';
import { ServiceProcess } from '../support/service-process.js';
import { openSubnet, registerNeuron, serveAxon } from '../support/subnet.js';

const TAO = 1_000_000_000n;
const SDK_PROTOCOL = 4;
const TEMPO = 20;
const BLOCK_MS = 200;
const STAKE = 1_000n * TAO;
const MECHANISM = join(import.meta.dirname, '..', 'support', 'claims-mechanism.mjs');
const HOTKEY = '//Charlie//validator';

const folder = tempFolder();
const cleanups: (() => Promise<unknown>)[] = [];
let nats: NatsServerProcess;
let chain: ChainProcess;
let client: ChainClient;
let netuid: number;
let validator: ServiceProcess;
/** Block before the validator did anything. */
let startedAt: number;
let good: Miner;
let fair: Miner;
let forger: Miner;
let slow: Miner;

interface Miner {
  readonly key: Key;
  asked: number;
}

/** An axon that claims a worth; what it does wrong, a miner can do wrong. */
async function miner(name: string, worth: number, fault?: 'forges' | 'sleeps'): Promise<Miner> {
  const key = await keyFromUri(`//Eve//${name}`);
  const own = { key, asked: 0 };
  const signer = fault === 'forges' ? await keyFromUri('//Mallory') : key;
  const server = await LightAxon.open({
    signer,
    answer: async () => {
      own.asked += 1;
      if (fault === 'sleeps') await new Promise((resolve) => setTimeout(resolve, 10_000));
      return Buffer.from(JSON.stringify({ worth }));
    },
  });
  cleanups.push(() => server.stop());
  await registerNeuron(client, netuid, key);
  await serveAxon(client, netuid, key, server.port);
  return own;
}

/** The same as an axon of the Python SDK: HTTP, unsigned answers. */
async function sdkMiner(name: string, worth: number): Promise<Miner> {
  const key = await keyFromUri(`//Eve//${name}`);
  const own = { key, asked: 0 };
  const answer = Buffer.from(JSON.stringify({ worth })).toString('base64');
  const serve = async (request: IncomingMessage, response: ServerResponse) => {
    const head = readSynapseHead(request.headers);
    await verifySynapse(head);
    readSynapseBody(head, await buffer(request));
    own.asked += 1;
    response.end(JSON.stringify({ answer }));
  };
  const server = createServer((request, response) => {
    serve(request, response).catch((error: unknown) => response.destroy(error as Error));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  cleanups.push(async () => {
    server.closeAllConnections();
    await promisify(server.close.bind(server))();
  });
  await registerNeuron(client, netuid, key);
  await serveAxon(client, netuid, key, (server.address() as AddressInfo).port, SDK_PROTOCOL);
  return own;
}

const startValidator = (): Promise<ServiceProcess> =>
  ServiceProcess.start(
    'validator',
    [
      ...['--network', 'demo', '--netuid', String(netuid), '--chain-endpoints', chain.ready.rpc],
      ...['--nats-servers', nats.url, '--mechanism', MECHANISM, '--stake-rao', String(STAKE), '--root'],
      ...['--round-blocks', '4', '--query-ms', '3000'],
    ],
    { YUMANET_VALIDATOR_HOTKEY_URI: HOTKEY, YUMANET_VALIDATOR_COLDKEY_URI: '//Charlie' },
  );

beforeAll(async () => {
  ensureNatsServer();
  nats = new NatsServerProcess({ dir: folder.path });
  await nats.start();
  const fast = ['--network', 'demo', '--block-time', String(BLOCK_MS / 1000), '--finality-delay', '0'];
  chain = await ChainProcess.start([...fast, '--state-history', '5000']);
  client = new ChainClient({ endpoints: [chain.ready.rpc] });
  await client.start();
  netuid = await openSubnet(client);
  startedAt = (await client.source.head('finalized')).number;
  validator = await startValidator();
});
afterAll(async () => {
  expect(await validator.stop(), validator.log()).toBe(0);
  for (const cleanup of cleanups) await cleanup();
  await client.stop();
  await chain.stop();
  await nats.stop();
  folder.remove();
});

async function status(): Promise<GetStatusResponse> {
  const grpc = createGrpcClient(ValidatorServiceService, { address: validator.ready.grpc });
  try {
    return await grpc.getStatus({}, { deadlineMs: 5_000 });
  } finally {
    grpc.close();
  }
}

const { INTENT_STATE_INCLUDED: INCLUDED, INTENT_STATE_EFFECTIVE: EFFECTIVE } = IntentState;
const included = ({ intents }: GetStatusResponse): number =>
  intents.filter(({ state }) => state === INCLUDED || state === EFFECTIVE).length;
const scoreOf = ({ scores }: GetStatusResponse, { key }: Miner) =>
  scores.find(({ score }) => score?.hotkey.equals(key.publicKey));

const read = async (item: string, ...keys: unknown[]): Promise<string> =>
  (await client.query('SubtensorModule', item, keys)).toString();
const uidOf = async ({ key }: Miner): Promise<number> => Number(await read('Uids', netuid, key.address));

it('registers, stakes, takes a seat on root; weighs the subnet there once somebody on it is judged', async () => {
  const { address } = await keyFromUri(HOTKEY);
  expect(BigInt(await read('TotalHotkeyStake', address))).toBeGreaterThanOrEqual(STAKE);
  const rootUid = Number(await read('Uids', 0, address));
  // It has its permit, so an epoch has passed: nobody answers, nobody is to be paid.
  await expect.poll(async () => (await status()).blockedBy, { interval: 100 }).toBe('NO_SCORES');
  expect(await read('Weights', 0, rootUid)).toBe('[]');
  good = await miner('good', 0.9);
  fair = await sdkMiner('fair', 0.3);
  forger = await miner('forger', 1, 'forges');
  slow = await miner('slow', 1, 'sleeps');
  await expect.poll(() => read('Weights', 0, rootUid)).toBe(`[[${netuid},65535]]`);
});

it('scores whoever answers truly, and sets weights by the scores in every tempo', async () => {
  // Two rows since everybody was asked.
  const everybody = [good, fair, forger, slow];
  const asked = ({ scores }: GetStatusResponse) => scores.filter(({ score }) => (score?.asked ?? 0n) > 0n);
  await expect.poll(async () => asked(await status()).length, { interval: 500 }).toBe(everybody.length);
  const two = included(await status()) + 2;
  await expect.poll(async () => included(await status()), { interval: 500 }).toBeGreaterThanOrEqual(two);
  const now = await status();
  expect(scoreOf(now, good)?.score?.score).toBeCloseTo(0.9);
  expect(scoreOf(now, fair)?.score?.score).toBeCloseTo(0.3);
  // Forged signatures and late answers are no answers.
  expect(scoreOf(now, forger)?.score).toMatchObject({ score: 0, answered: 0n });
  expect(scoreOf(now, slow)?.score).toMatchObject({ score: 0, answered: 0n });
  const errors = new Map(now.rounds.at(-1)?.queries.map(({ uid, error }) => [uid, error]));
  expect(errors.get(await uidOf(good))).toBe('');
  expect(errors.get(await uidOf(forger))).toBe('ANSWER_UNSIGNED');
  expect(errors.get(await uidOf(slow))).toBe('DEADLINE_EXCEEDED');
  const row = JSON.parse(await read('Weights', netuid, now.uid)) as [number, number][];
  expect(row).toEqual([
    [await uidOf(good), 65_535],
    [await uidOf(fair), Math.round(65_535 / 3)],
  ]);
  const rows = now.intents.filter(({ uids }) => uids.length > 0);
  expect(rows.map(({ versionKey }) => versionKey)).toEqual(rows.map(() => 3n));
});

it('kill -9, and a freeze of a tempo and a half, lose no score and set nothing twice', async () => {
  validator.child.kill('SIGSTOP');
  await new Promise((resolve) => setTimeout(resolve, 1.5 * TEMPO * BLOCK_MS));
  validator.child.kill('SIGCONT');
  const thawed = included(await status()) + 1;
  await expect.poll(async () => included(await status()), { interval: 500 }).toBeGreaterThanOrEqual(thawed);
  const before = await status();
  // Another with the same key stands by, and takes over from the first.
  const standby = await startValidator();
  const [first, isLeading] = [validator, (await status()).leading];
  validator = standby;
  expect([isLeading, (await status()).leading]).toEqual([true, false]);
  await first.kill();
  await expect.poll(async () => (await status()).leading, { timeout: 20_000 }).toBe(true);
  const after = await status();
  const averages = ({ scores }: GetStatusResponse) =>
    new Map(scores.map(({ score }) => [score?.hotkey.toString('hex'), score?.rounds]));
  for (const [hotkey, rounds] of averages(before))
    expect(averages(after).get(hotkey), hotkey).toBeGreaterThanOrEqual(rounds ?? 0n);
  // On starved cores an answer of its may have been late: it has lost a little, and has not begun anew.
  expect(scoreOf(after, good)?.score?.score).toBeGreaterThan(scoreOf(after, fair)?.score?.score ?? 1);
  // Of the one that leads now: by two rows of its own it knows the chain.
  const more = included(await status()) + 2;
  await expect.poll(async () => included(await status()), { interval: 500 }).toBeGreaterThanOrEqual(more);
  const { intents, uid } = await status();
  expect(new Set(intents.map(({ epoch }) => epoch)).size).toBe(intents.length);
  // One row of weights in each tempo, as the chain's own events tell.
  const set = await weightsSetBy(uid ?? -1);
  const epochs = set.map((block) => Math.floor((block + netuid + 1) / (TEMPO + 1)));
  expect(new Set(epochs).size).toBe(epochs.length);
  expect(set.length).toBeGreaterThanOrEqual(more);
});

it('receipts: an epoch each, what it made of the row', async () => {
  let out = '';
  const io = { out: (text: string) => void (out += text), err: () => undefined, env: {} };
  const line = ['node', 'yumanet', '--json', 'weights', 'receipts', '--validator', validator.ready.grpc];
  expect(await main(line, io)).toBe(0);
  const rows = out
    .trim()
    .split('\n')
    .map((row) => JSON.parse(row) as Record<string, unknown>);
  const effective = rows.filter(({ state }) => state === 'effective');
  expect(effective.length).toBeGreaterThanOrEqual(2);
  expect(effective.at(-1)).toMatchObject({ receipt: { permit: true, masked: [] } });
  expect(BigInt((effective.at(-1)?.['receipt'] as { emissionRao: string }).emissionRao)).toBeGreaterThan(0n);
});

/** Blocks in which a uid set weights. */
async function weightsSetBy(uid: number): Promise<number[]> {
  const { number } = await client.source.head('finalized');
  const found: number[] = [];
  for await (const block of client.finalizedBlocks(startedAt, AbortSignal.timeout(90_000))) {
    const events = await client.events(block);
    const isOurs = events.some(
      ({ name, data }) => name === 'WeightsSet' && Number(data[0]) === netuid && Number(data[1]) === uid,
    );
    if (isOurs) found.push(block.number);
    if (block.number >= number) return found;
  }
  throw new Error(`blocks ${startedAt} to ${number}: expected all within 90 s`);
}
