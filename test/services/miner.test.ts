/** A miner on a real chain: registered, announced, asked over real gRPC, killed, pruned. */
import { ChainClient, keyFromUri, type Key } from '@yumanet/chain-client';
import { mechanism } from '@yumanet/image-recognition';
import { AxonServiceService, MinerServiceService, type QueryRequest } from '@yumanet/proto/miner/v1';
import { createGrpcClient, type GrpcClient } from '@yumanet/service-kit';
import { axonAddress, signRequest, verifyResponse } from '@yumanet/subnet-kit/axon';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ChainProcess, tempFolder } from '../support/chain-process.js';
import { ServiceProcess } from '../support/service-process.js';

const TAO = 1_000_000_000n;
const NETUID = 1;
const DEADLINE = { deadlineMs: 10_000 };
const patience = { interval: 200 };

const folder = tempFolder();
let chain: ChainProcess;
let client: ChainClient;
let miner: ServiceProcess;
let axon: GrpcClient<typeof AxonServiceService>;
let [sudo, validator, coldkey, stranger]: Key[] = [];

interface MinerReady {
  readonly hotkey: string;
  readonly uid: number;
  readonly axon: string;
  readonly grpc: string;
}
const ready = () => miner.ready as unknown as MinerReady;

async function send(key: Key, name: string, ...args: unknown[]): Promise<void> {
  await client.sender(key).send(await client.call('SubtensorModule', name, args));
}

async function asSudo(...setters: readonly (readonly [name: string, ...args: unknown[]])[]): Promise<void> {
  for (const [name, ...args] of setters) {
    const call = await client.call('AdminUtils', name, args);
    await client.sender(sudo!).send(await client.call('Sudo', 'sudo', [call]), { until: 'inBlock' });
  }
}

const flags = (backend: string) => [
  ...['--chain-endpoints', chain.ready.rpc, '--netuid', String(NETUID), '--backend', backend],
  ...['--data-dir', `${folder.path}/miner`, '--hotkey-uri', '//Eve//miner', '--coldkey-uri', '//Eve'],
  // Longer than a restart on a busy machine: what is refused again is refused as a replay.
  ...['--nonce-window-ms', '300000'],
];

async function startMiner(backend = 'guess', more: readonly string[] = []): Promise<void> {
  miner = await ServiceProcess.start('miner', [...flags(backend), ...more]);
  axon = createGrpcClient(AxonServiceService, { address: ready().axon });
}

const storage = async (item: string, ...keys: unknown[]) =>
  (await client.query('SubtensorModule', item, keys)) as unknown as {
    unwrap(): Record<string, { toNumber(): number; toBigInt(): bigint }>;
    toNumber(): number;
    toHuman(): unknown;
    isSome: boolean;
  };

beforeAll(async () => {
  chain = await ChainProcess.start(['--network', 'demo', '--block-time', '0.15', '--finality-delay', '0']);
  client = new ChainClient({ endpoints: [chain.ready.rpc] });
  await client.start();
  [sudo, validator, coldkey, stranger] = await Promise.all(
    ['//Alice', '//Charlie//validator', '//Charlie', '//Ferdie'].map(keyFromUri),
  );
  await send(sudo!, 'register_network');
  await send(coldkey!, 'burned_register', NETUID, validator!.address);
  await send(coldkey!, 'add_stake', validator!.address, 2_000n * TAO);
  // Two places: whoever registers after the miner takes its place.
  await asSudo(['sudo_set_immunity_period', NETUID, 0], ['sudo_set_max_allowed_uids', NETUID, 2]);
  await startMiner();
});
afterAll(async () => {
  // Also what a failed start left behind.
  (axon as typeof axon | undefined)?.close();
  const status = await (miner as ServiceProcess | undefined)?.stop();
  await (client as ChainClient | undefined)?.stop();
  await (chain as ChainProcess | undefined)?.stop();
  folder.remove();
  expect(status).toBe(0);
});

let lastNonce = 0n;
function question(change: object = {}, by = validator!): QueryRequest {
  const now = BigInt(Date.now()) * 1_000_000n;
  lastNonce = now > lastNonce ? now : lastNonce + 1n;
  const body = new Uint8Array(784).fill(7);
  const fields = { netuid: NETUID, task: mechanism.name, axonHotkey: ready().hotkey, body, nonce: lastNonce };
  return signRequest(by, { ...fields, ...change });
}

/** The outcome of a request: `OK`, or the code. */
const outcome = (request: QueryRequest): Promise<string> =>
  axon.query(request, DEADLINE).then(
    () => 'OK',
    (error: unknown) => (error as { code: string }).code,
  );

/** An epoch gives the validator its permit. */
const untilAnswered = () => expect.poll(() => outcome(question()), patience).toBe('OK');

it('is registered, and the chain says where it serves', async () => {
  const { hotkey, uid, axon: address } = ready();
  expect((await storage('Uids', NETUID, hotkey)).toHuman()).toBe(String(uid));
  const served = (await storage('Axons', NETUID, hotkey)).unwrap();
  const place = { ip: served['ip']!.toBigInt(), port: served['port']!.toNumber() };
  expect(axonAddress({ ...place, ipType: served['ipType']!.toNumber() })).toBe(address);
});

it('answers who may ask, signed', async () => {
  expect(await outcome(question())).toMatch(/^(OK|NOT_AUTHORIZED|HANDLER_NOT_READY)$/);
  await untilAnswered();
  const request = question();
  const response = await axon.query(request, DEADLINE);
  await expect(verifyResponse(request, response)).resolves.toBeUndefined();
  expect(mechanism.handler.codec.decode(response.body).probabilities).toHaveLength(1);
  await expect(verifyResponse(question(), response)).rejects.toMatchObject({ code: 'ANSWER_UNSIGNED' });
});

describe('refuses', () => {
  it.each<[string, () => QueryRequest]>([
    ['UNSIGNED', () => ({ ...question(), signature: Buffer.alloc(0) })],
    ['BAD_SIGNATURE', () => ({ ...question(), body: Buffer.alloc(784) })],
    ['WRONG_AXON', () => question({ axonHotkey: stranger!.address })],
    ['WRONG_NETUID', () => question({ netuid: 2 })],
    ['UNKNOWN_TASK', () => question({ task: 'text-generation' })],
    ['STALE_NONCE', () => question({ nonce: BigInt(Date.now() - 360_000) * 1_000_000n })],
    ['NOT_AUTHORIZED', () => question({}, stranger)],
    ['BODY_INVALID', () => question({ body: Buffer.from('no image') })],
    ['BODY_TOO_LARGE', () => question({ body: Buffer.alloc(4 * 1024 * 1024 + 1) })],
    // Too large even for its envelope: gRPC itself refuses, before it is in memory.
    ['RESOURCE_EXHAUSTED', () => question({ body: Buffer.alloc(5 * 1024 * 1024) })],
  ])('with %s', async (code, make) => {
    await untilAnswered();
    expect(await outcome(make())).toBe(code);
  });

  it('what it answered before, also after kill -9; its port stays', async () => {
    await untilAnswered();
    const once = question();
    expect(await outcome(once)).toBe('OK');
    expect(await outcome(once)).toBe('REPLAYED_NONCE');
    const before = ready();
    await miner.kill();
    axon.close();
    await startMiner();
    expect({ ...ready(), pid: 0, grpc: '', status: '' }).toEqual({ ...before, pid: 0, grpc: '', status: '' });
    await untilAnswered();
    expect(await outcome(once)).toBe('REPLAYED_NONCE');
  });
});

it('killed while it trains and while it serves, it comes back as itself with the model it had', async () => {
  const again = async (backend: string) => {
    await miner.kill();
    axon.close();
    await startMiner(backend);
  };
  const { hotkey, uid } = ready();
  // Registered already, it is ready at once, and has only begun to train: a CNN takes longer than a kill on any machine.
  await again('cnn');
  expect(await isHandlerReady()).toBe(false);
  await again('softmax');
  const trained = await modelFacts();
  expect(trained['reloaded']).toBe(0);
  await untilAnswered();
  const once = question();
  const answer = await axon.query(once, DEADLINE);
  await again('softmax');
  expect(ready()).toMatchObject({ hotkey, uid });
  expect(await modelFacts()).toEqual({ ...trained, reloaded: 1 });
  await untilAnswered();
  expect(await outcome(once)).toBe('REPLAYED_NONCE');
  const same = await axon.query(question({ body: once.body }), DEADLINE);
  expect(same.body.equals(answer.body)).toBe(true);
});

/** Whether the model is trained. */
async function isHandlerReady(): Promise<boolean> {
  const operator = createGrpcClient(MinerServiceService, { address: ready().grpc });
  const { handlerReady } = await operator.getStatus({}, DEADLINE);
  operator.close();
  return handlerReady;
}

/** What the miner measured of its model, once it is ready. */
async function modelFacts(): Promise<Record<string, number>> {
  const operator = createGrpcClient(MinerServiceService, { address: ready().grpc });
  const status = () => operator.getStatus({}, DEADLINE);
  await expect.poll(async () => (await status()).handlerReady, patience).toBe(true);
  const { modelFacts: facts } = await status();
  operator.close();
  return Object.fromEntries(facts.map(({ name, value }) => [name, value]));
}

it('tells its operator what it has been asked', async () => {
  await untilAnswered();
  const operator = createGrpcClient(MinerServiceService, { address: ready().grpc });
  const status = await operator.getStatus({}, DEADLINE);
  operator.close();
  expect(status).toMatchObject({ netuid: NETUID, uid: ready().uid, backend: 'softmax', handlerReady: true });
  expect(status.requests.find(({ code }) => code === 'OK')?.count).toBeGreaterThan(0n);
});

it('forecasts what it earns and when it goes', async () => {
  const operator = createGrpcClient(MinerServiceService, { address: ready().grpc });
  const { uid, registrationsUntilPruned, soonestBlocks, incomePerDayRao } = await operator.getForecast(
    {},
    DEADLINE,
  );
  operator.close();
  // Two places, both taken, no immunity: the miner, last of two without a score, is the next to go.
  expect({ uid, registrationsUntilPruned, soonestBlocks }).toEqual({
    ...{ uid: ready().uid, registrationsUntilPruned: 1, soonestBlocks: 0n },
  });
  expect(incomePerDayRao).toBeGreaterThanOrEqual(0n);
});

/** Somebody registers in a full subnet; after that, at once, there is room for one more: nobody else has to go. */
async function takeItsPlace(uid: number, by: Key): Promise<void> {
  const register = await client.call('SubtensorModule', 'burned_register', [NETUID, by.address]);
  const asColdkey = await client.call('Utility', 'dispatch_as', [
    { system: { Signed: coldkey!.address } },
    register,
  ]);
  const room = await client.call('AdminUtils', 'sudo_set_max_allowed_uids', [NETUID, uid + 2]);
  const batch = await client.call('Utility', 'batch_all', [[asColdkey, room]]);
  await client.sender(sudo!).send(await client.call('Sudo', 'sudo', [batch]));
}

it('pruned, it registers again and is announced again', async () => {
  const { hotkey, uid } = ready();
  const registered = async () => (await storage('BlockAtRegistration', NETUID, uid)).toNumber();
  const before = await registered();
  // The next to register takes the place of the last neuron without a score: the miner.
  expect((await storage('MaxAllowedUids', NETUID)).toNumber()).toBe(uid + 1);
  await takeItsPlace(uid, stranger!);
  await expect.poll(registered, patience).toBeGreaterThan(before);
  await expect.poll(async () => (await storage('Uids', NETUID, hotkey)).isSome, patience).toBe(true);
  await expect
    .poll(async () => {
      const { block } = (await storage('Axons', NETUID, hotkey)).unwrap();
      return block!.toNumber() >= (await registered());
    }, patience)
    .toBe(true);
  await untilAnswered();
});

it('pruned, it stops where it is told to', async () => {
  await miner.kill();
  axon.close();
  await startMiner('guess', ['--when-pruned', 'stop']);
  const { uid } = ready();
  // New neurons are not pruned before an epoch has given them a score.
  const scores = async () => (await storage('PruningScores', NETUID)).toHuman() as string[];
  await expect.poll(async () => (await scores()).slice(1), patience).toEqual(['0', '0']);
  await takeItsPlace(uid, await keyFromUri('//Ferdie//second'));
  expect(await miner.exit()).toBe(1);
  expect(miner.log()).toContain('PRUNED');
  // Its owner may start it again.
  await startMiner();
  expect(ready().uid).toBe(uid + 1);
});
