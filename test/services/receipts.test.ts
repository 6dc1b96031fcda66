/** Receipts and what a real emission service says of them, also while it is dead, and while it is behind. */
import { ChainClient, keyFromUri } from '@yumanet/chain-client';
import { EmissionServiceService, Verdict } from '@yumanet/proto/emission/v1';
import { NatsServerProcess, createGrpcClient, ensureNatsServer } from '@yumanet/service-kit';
import { LightAxon } from '@yumanet/subnet-kit/testing';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ChainProcess, tempFolder } from '../support/chain-process.js';
import { rowsOf, runYumanet } from '../support/run-yumanet.js';
import { ServiceProcess } from '../support/service-process.js';
import { openSubnet, registerNeuron, serveAxon } from '../support/subnet.js';
import { TcpProxy } from '../support/tcp-proxy.js';

const TEMPO = 12;
const MECHANISM = join(import.meta.dirname, '..', 'support', 'claims-mechanism.mjs');
const HOTKEY = '//Charlie//validator';
/** Poll for something that takes an epoch or two, on a busy machine. */
const SOON = { timeout: 200_000, interval: 300 };

interface Explanation {
  readonly unavailable: string;
  readonly snapshotDigest: string;
  readonly steps: readonly { readonly step: string; readonly sentence: string }[];
  readonly numbers: Readonly<Record<string, string | number | boolean>> | null;
  readonly payoutKnown: boolean;
  readonly differing: readonly string[];
}

interface Row {
  readonly epoch: number;
  readonly state: string;
  readonly receipt: {
    readonly epoch: number;
    readonly uid: number;
    readonly dividends: number;
    readonly emissionRao: string;
    readonly explanation: Explanation | null;
  } | null;
}

const folder = tempFolder();
let nats: NatsServerProcess;
let chain: ChainProcess;
let client: ChainClient;
let busProxy: TcpProxy;
let emission: ServiceProcess;
let validator: ServiceProcess;
let axon: LightAxon;
let netuid: number;

const startEmission = (port: string): Promise<ServiceProcess> =>
  ServiceProcess.start('emission', [
    ...[
      '--network',
      'demo',
      '--chain-grpc',
      chain.ready.grpc,
      '--nats-servers',
      `nats://${busProxy.address}`,
    ],
    ...['--grpc-port', port, '--data-dir', join(folder.path, 'emission')],
  ]);

beforeAll(async () => {
  ensureNatsServer();
  nats = new NatsServerProcess({ dir: join(folder.path, 'nats') });
  await nats.start();
  busProxy = await TcpProxy.before(nats.url);
  const fast = ['--network', 'demo', '--block-time', '0.2', '--finality-delay', '0'];
  chain = await ChainProcess.start([...fast, '--nats-url', nats.url, '--state-history', '5000']);
  client = new ChainClient({ endpoints: [chain.ready.rpc] });
  await client.start();
  netuid = await openSubnet(client);
  const sudo = await keyFromUri('//Alice');
  const tempo = await client.call('AdminUtils', 'sudo_set_tempo', [netuid, TEMPO]);
  await client.sender(sudo).send(await client.call('Sudo', 'sudo', [tempo]));
  const miner = await keyFromUri('//Eve//miner');
  axon = await LightAxon.open({ signer: miner, answer: () => Promise.resolve(Buffer.from('{"worth":0.9}')) });
  await registerNeuron(client, netuid, miner);
  await serveAxon(client, netuid, miner, axon.port);
  emission = await startEmission('0');
  validator = await ServiceProcess.start(
    'validator',
    [
      ...['--network', 'demo', '--netuid', String(netuid), '--chain-endpoints', chain.ready.rpc],
      ...['--nats-servers', nats.url, '--mechanism', MECHANISM, '--stake-rao', '1000000000000', '--root'],
      ...['--round-blocks', '4', '--query-ms', '2000', '--emission-grpc', emission.ready.grpc],
    ],
    { YUMANET_VALIDATOR_HOTKEY_URI: HOTKEY, YUMANET_VALIDATOR_COLDKEY_URI: '//Charlie' },
  );
});
afterAll(async () => {
  expect(await validator.stop(), validator.log()).toBe(0);
  expect(await emission.stop(), emission.log()).toBe(0);
  await axon.stop();
  await client.stop();
  await chain.stop();
  await busProxy.stop();
  await nats.stop();
  folder.remove();
});

const receipts = (): string[] => ['weights', 'receipts', '--validator', validator.ready.grpc];

/** Effective ones, as `yumanet weights receipts --json` tells. */
async function effective(): Promise<(Row & { readonly receipt: NonNullable<Row['receipt']> })[]> {
  const said = await runYumanet(['--json', ...receipts()]);
  return (said.out === '' ? [] : (rowsOf(said) as unknown as Row[])).flatMap((row) =>
    row.receipt ? [{ ...row, receipt: row.receipt }] : [],
  );
}
const explanations = async (from: number): Promise<(Explanation | null)[]> =>
  (await effective()).filter(({ epoch }) => epoch > from).map(({ receipt }) => receipt.explanation);
const isComplete = (each: Explanation | null): boolean => each?.unavailable === '' && each.payoutKnown;
const lastEpoch = async (): Promise<number> => (await effective()).at(-1)?.epoch ?? 0;

it('a receipt holds the sentences, figures and digest of its epoch, and they are the service’s', async () => {
  await expect
    .poll(async () => (await explanations(0)).filter(isComplete).length, SOON)
    .toBeGreaterThanOrEqual(2);
  const { receipt } = (await effective()).filter(({ receipt }) => isComplete(receipt.explanation)).at(-1)!;
  const explanation = receipt.explanation!;
  const grpc = createGrpcClient(EmissionServiceService, { address: emission.ready.grpc });
  try {
    const call = { deadlineMs: 10_000 };
    const block = BigInt(receipt.epoch);
    const { verdict } = await grpc.getEpochVerdict({ netuid, block }, call);
    expect(verdict?.verdict).toBe(Verdict.VERDICT_EQUAL);
    expect(explanation.snapshotDigest).toBe(verdict?.snapshotDigest.toString('hex'));
    const who = { $case: 'uid', uid: receipt.uid } as const;
    const explained = await grpc.explain({ netuid, who, block }, call);
    expect(explanation.steps).toEqual(explained.steps);
  } finally {
    grpc.close();
  }
  expect(explanation.steps.map(({ step }) => step)).toContain('dividends');
  expect(explanation.steps.at(-1)?.step).toBe('payout');
  expect(explanation.differing).toEqual([]);
  expect(explanation.numbers?.['dividends']).toBe(receipt.dividends);
  expect(explanation.numbers?.['validatorEmissionRao']).toBe(receipt.emissionRao);
  expect(BigInt(receipt.emissionRao)).toBeGreaterThan(0n);
});

it('the table tells it in a line, and with --explain in a sentence per step', async () => {
  const { out: table } = await runYumanet(receipts());
  expect(table).toMatch(/effective .*, explained \(input [0-9a-f]{12}…\)$/m);
  expect(table).not.toContain('Its bonds');
  const { out: long } = await runYumanet([...receipts(), '--explain']);
  expect(long).toMatch(/^ {2}dividends {2}Its bonds, the largest in uid 0, earn it 100/m);
  expect(long).toMatch(/^ {2}payout {5}One block later /m);
});

it('dead: receipts go on, each says that nobody answered, and is filled in later', async () => {
  const from = await lastEpoch();
  await emission.kill();
  await expect
    .poll(
      async () => (await explanations(from)).filter((each) => each?.unavailable === 'UNAVAILABLE').length,
      SOON,
    )
    .toBeGreaterThanOrEqual(2);
  expect((await runYumanet(receipts())).out).toContain('explanation: unavailable (UNAVAILABLE)');
  const until = await lastEpoch();
  const { grpc } = emission.ready;
  emission = await startEmission(String(new URL(`http://${grpc}`).port));
  await expect
    .poll(async () => {
      const rows = (await effective()).filter(({ epoch }) => epoch > from && epoch <= until);
      return rows.length >= 2 && rows.every(({ receipt }) => isComplete(receipt.explanation));
    }, SOON)
    .toBe(true);
});

it('behind: explained without a payout, which is added when the service has caught up', async () => {
  await busProxy.stop();
  const from = await lastEpoch();
  await expect
    .poll(async () => (await explanations(from)).filter((each) => each?.unavailable === '').length, SOON)
    .toBeGreaterThanOrEqual(2);
  const [first] = (await explanations(from)).filter((each) => each?.unavailable === '');
  expect(first).toMatchObject({ payoutKnown: false, differing: [] });
  expect(first?.snapshotDigest).toMatch(/^[0-9a-f]{64}$/);
  expect(first?.steps.at(-1)?.step).toBe('emission');
  const until = await lastEpoch();
  await busProxy.start(busProxy.port);
  await expect
    .poll(async () => {
      const rows = (await effective()).filter(({ epoch }) => epoch > from && epoch <= until);
      return rows.length >= 2 && rows.every(({ receipt }) => isComplete(receipt.explanation));
    }, SOON)
    .toBe(true);
});
