/** Our validator asks an axon of the Python SDK, nothing of which is changed, and pays it for its answers. */
import { ChainClient, keyFromUri } from '@yumanet/chain-client';
import { ValidatorServiceService } from '@yumanet/proto/validator/v1';
import { NatsServerProcess, createGrpcClient, ensureNatsServer } from '@yumanet/service-kit';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ChainProcess, tempFolder } from '../support/chain-process.js';
import { ServiceProcess } from '../support/service-process.js';
import { openSubnet, registerNeuron, serveAxon } from '../support/subnet.js';
import { PythonAxon } from './python-axon.js';

const python = process.env['YUMANET_PYTHON'];
if (python === undefined)
  throw new Error('YUMANET_PYTHON: expected the Python that has the clients, got nothing');

const SDK_PROTOCOL = 4;
const WORTH = 0.75;
const MECHANISM = join(import.meta.dirname, '..', 'support', 'claims-mechanism.mjs');
const folder = tempFolder();
let nats: NatsServerProcess;
let chain: ChainProcess;
let client: ChainClient;
let axon: PythonAxon;
let validator: ServiceProcess;
let netuid: number;

beforeAll(async () => {
  ensureNatsServer();
  nats = new NatsServerProcess({ dir: folder.path });
  await nats.start();
  chain = await ChainProcess.start(['--network', 'demo', '--block-time', '0.25', '--finality-delay', '0']);
  client = new ChainClient({ endpoints: [chain.ready.rpc] });
  await client.start();
  netuid = await openSubnet(client);
  axon = await PythonAxon.start(python, folder.path, JSON.stringify({ worth: WORTH }));
  const hotkey = await keyFromUri('//Bob');
  await registerNeuron(client, netuid, hotkey);
  await serveAxon(client, netuid, hotkey, axon.port, SDK_PROTOCOL);
  validator = await ServiceProcess.start(
    'validator',
    [
      ...['--network', 'demo', '--netuid', String(netuid), '--chain-endpoints', chain.ready.rpc],
      ...['--nats-servers', nats.url, '--mechanism', MECHANISM, '--stake-rao', '1000000000000', '--root'],
      ...['--round-blocks', '4', '--query-ms', '5000'],
    ],
    {
      YUMANET_VALIDATOR_HOTKEY_URI: '//Charlie//validator',
      YUMANET_VALIDATOR_COLDKEY_URI: '//Charlie',
    },
  );
});
afterAll(async () => {
  expect(await validator.stop(), validator.log()).toBe(0);
  await axon.stop();
  await client.stop();
  await chain.stop();
  await nats.stop();
  folder.remove();
});

it('scores its answers, and its row on the chain is that axon', async () => {
  const { publicKey, address } = await keyFromUri('//Bob');
  const grpc = createGrpcClient(ValidatorServiceService, { address: validator.ready.grpc });
  const score = async () => {
    const { scores } = await grpc.getStatus({}, { deadlineMs: 10_000 });
    return scores.find(({ score: each }) => each?.hotkey.equals(publicKey))?.score;
  };
  await expect
    .poll(async () => Number((await score())?.answered ?? 0n), { timeout: 120_000, interval: 500 })
    .toBeGreaterThanOrEqual(2);
  expect((await score())?.score).toBeCloseTo(WORTH);
  const { uid } = await grpc.getStatus({}, { deadlineMs: 10_000 });
  grpc.close();
  const read = async (item: string, ...keys: unknown[]) =>
    (await client.query('SubtensorModule', item, keys)).toString();
  const axonUid = await read('Uids', netuid, address);
  await expect
    .poll(() => read('Weights', netuid, uid), { timeout: 120_000, interval: 500 })
    .toBe(`[[${axonUid},65535]]`);
});
