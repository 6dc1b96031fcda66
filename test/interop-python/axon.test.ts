/** The dendrite of the Python SDK against our miner, and our client against an axon of the SDK; nothing of theirs is changed. */
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { ChainClient, keyFromUri } from '@yumanet/chain-client';
import { mechanism } from '@yumanet/image-recognition';
import { querySynapse, type SynapseQuery } from '@yumanet/subnet-kit/axon';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ChainProcess, tempFolder } from '../support/chain-process.js';
import { ServiceProcess } from '../support/service-process.js';
import { PythonAxon } from './python-axon.js';
import { PythonClient } from './python-client.js';

const python = process.env['YUMANET_PYTHON'];
if (python === undefined)
  throw new Error('YUMANET_PYTHON: expected the Python that has the clients, got nothing');

const TAO = 1_000_000_000n;
const NETUID = 1;
const folder = tempFolder();
afterAll(() => folder.remove());

describe('the dendrite of the SDK', () => {
  let chain: ChainProcess;
  let miner: ServiceProcess;

  beforeAll(async () => {
    chain = await ChainProcess.start(['--network', 'demo', '--block-time', '0.15', '--finality-delay', '0']);
    const client = new ChainClient({ endpoints: [chain.ready.rpc] });
    await client.start();
    const [sudo, coldkey, hotkey] = await Promise.all(
      ['//Alice', '//Charlie', '//Charlie//validator'].map(keyFromUri),
    );
    const send = async (key: typeof sudo, name: string, ...args: unknown[]) =>
      client.sender(key!).send(await client.call('SubtensorModule', name, args));
    await send(sudo, 'register_network');
    await send(coldkey, 'burned_register', NETUID, hotkey!.address);
    await send(coldkey, 'add_stake', hotkey!.address, 2_000n * TAO);
    await client.stop();
    miner = await ServiceProcess.start('miner', [
      ...['--chain-endpoints', chain.ready.rpc, '--netuid', String(NETUID), '--backend', 'guess'],
      ...['--data-dir', join(folder.path, 'miner'), '--hotkey-uri', '//Eve//miner', '--coldkey-uri', '//Eve'],
    ]);
  });
  afterAll(async () => {
    expect(await miner.stop()).toBe(0);
    await chain.stop();
  });

  it('asks this miner and is answered; what it may not ask is refused with the SDK’s status', async () => {
    const { axon, hotkey } = miner.ready as unknown as { axon: string; hotkey: string };
    const client = new PythonClient(python, folder.path, {});
    const body = Buffer.alloc(784, 7).toString('base64');
    const args = [axon, hotkey, String(NETUID), mechanism.name, body, '//Charlie//validator'];
    const ask = async () => {
      const steps = await client.script('dendrite.py', ...args);
      return new Map(steps.map(({ step, value, error }) => [step, (error ?? value) as Answered]));
    };
    // An epoch gives the validator its permit.
    await expect.poll(async () => (await ask()).get('asks')?.status, { timeout: 120_000 }).toBe(200);
    const said = await ask();
    for (const step of ['asks', 'asks again']) {
      expect(said.get(step)).toMatchObject({ status: 200, message: 'Success' });
      const answer = mechanism.handler.codec.decode(Buffer.from(said.get(step)?.answer ?? '', 'base64'));
      expect(answer.probabilities).toHaveLength(1);
    }
    expect(said.get('asks for another task')).toMatchObject({ status: 404, answer: null });
    expect(said.get('asks as a stranger')).toMatchObject({ status: 403, answer: null });
  });
});

interface Answered {
  readonly status: number;
  readonly message: string;
  readonly answer: string | null;
}

describe('an axon of the SDK', () => {
  let axon: PythonAxon;

  beforeAll(async () => {
    axon = await PythonAxon.start(python, folder.path);
  });
  afterAll(() => axon.stop());

  it('answers our client, and refuses what it would refuse of its own dendrite', async () => {
    const [alice, bob] = await Promise.all(['//Alice', '//Bob'].map(keyFromUri));
    const uuid = randomUUID();
    const query = (change: Partial<SynapseQuery> = {}) =>
      querySynapse(alice!, {
        ...{ address: axon.address, axonHotkey: bob!.address, netuid: NETUID, task: 'reverse', uuid },
        ...{ body: Buffer.from('yuma'), nonce: BigInt(Date.now()) * 1_000_000n, timeoutMs: 20_000 },
        ...{ maxAnswerBytes: 1_024, ...change },
      });
    await expect.poll(() => query().catch(() => undefined)).toBeDefined();
    const { body, isSigned } = await query();
    expect([Buffer.from(body).toString(), isSigned]).toEqual(['amuy', false]);
    await expect(query({ nonce: 1n })).rejects.toMatchObject({
      code: 'BAD_SIGNATURE',
      data: { status: 401 },
    });
    await expect(query({ axonHotkey: alice!.address })).rejects.toMatchObject({ code: 'BAD_SIGNATURE' });
  });
});
