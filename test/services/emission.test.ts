/** The second opinion on a real chain: every epoch of a subnet being paid, across kills of the service. */
import { ChainClient, keyFromUri, type Key } from '@yumanet/chain-client';
import { EmissionServiceService, Verdict, type EpochVerdict } from '@yumanet/proto/emission/v1';
import { NatsServerProcess, createGrpcClient, ensureNatsServer, silentLogger } from '@yumanet/service-kit';
import { main } from '@yumanet/cli';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ChainProcess, tempFolder } from '../support/chain-process.js';
import { ServiceProcess } from '../support/service-process.js';
import { openSubnet, registerNeuron } from '../support/subnet.js';

const EPOCH_BLOCKS = 21;
const folder = tempFolder();
let nats: NatsServerProcess;
let chain: ChainProcess;
let emission: ServiceProcess;
let client: ChainClient;

beforeAll(async () => {
  ensureNatsServer();
  nats = new NatsServerProcess({ dir: folder.path });
  await nats.start();
  const fast = ['--network', 'demo', '--block-time', '0.15', '--finality-delay', '0'];
  chain = await ChainProcess.start([...fast, '--nats-url', nats.url, '--state-history', '2000']);
  emission = await startEmission();
  client = new ChainClient({ endpoints: [chain.ready.rpc], logger: silentLogger() });
  await client.start();
  await openPaidSubnet();
});
afterAll(async () => {
  expect(await emission.stop(), emission.log()).toBe(0);
  await client.stop();
  await chain.stop();
  await nats.stop();
  folder.remove();
});

const startEmission = (): Promise<ServiceProcess> => {
  const { grpc } = chain.ready as unknown as { grpc: string };
  return ServiceProcess.start('emission', [
    '--network',
    'demo',
    '--chain-grpc',
    grpc,
    '--nats-servers',
    nats.url,
  ]);
};

/** A subnet of a validator with stake and root weights, and of a miner that it weighs from its first permit on. */
async function openPaidSubnet(): Promise<void> {
  const [validator, miner, coldkey] = await Promise.all(
    ['//Charlie//validator', '//Eve//miner', '//Eve'].map((uri) => keyFromUri(uri)),
  );
  const call = (name: string, ...args: unknown[]) => client.call('SubtensorModule', name, args);
  const send = async (signer: Key, name: string, ...args: unknown[]) =>
    client.sender(signer).send(await call(name, ...args));
  const netuid = await openSubnet(client);
  for (const hotkey of [validator!, miner!]) await registerNeuron(client, netuid, hotkey);
  await send(coldkey!, 'add_stake', validator!.address, 1_000_000_000_000n);
  await send(coldkey!, 'root_register', validator!.address);
  await send(coldkey!, 'set_root_weights', 0, validator!.address, [netuid], [65_535], 0);
  await pass(EPOCH_BLOCKS);
  await send(validator!, 'set_weights', netuid, [1], [65_535], 0);
}

/** Waits for so many more final blocks. */
async function pass(count: number): Promise<void> {
  const { number } = await client.source.head('finalized');
  const signal = AbortSignal.timeout(60_000);
  for await (const block of client.finalizedBlocks(number, signal))
    if (block.number >= number + count) return;
}

/** Kept verdicts from a height on, until one of `last` or later. */
async function verdicts(last: bigint): Promise<EpochVerdict[]> {
  const client = createGrpcClient(EmissionServiceService, { address: emission.ready.grpc });
  const seen: EpochVerdict[] = [];
  try {
    for await (const { verdict } of client.streamEpochVerdicts(
      { netuid: 1, fromBlock: 0n },
      { idleMs: 20_000 },
    )) {
      if (verdict) seen.push(verdict);
      if (verdict && verdict.block >= last) return seen;
    }
  } finally {
    client.close();
  }
  return seen;
}

const metric = async (name: string): Promise<string | undefined> => {
  const text = await (await fetch(`${emission.ready.status}/metrics`)).text();
  return text.split('\n').find((line) => line.startsWith(name));
};

it('every epoch is equal, once, also those while the service was killed', async () => {
  await pass(2 * EPOCH_BLOCKS);
  const first = await verdicts(2n * BigInt(EPOCH_BLOCKS));
  const paid = first.at(-1)!;
  expect(paid.verdict).toBe(Verdict.VERDICT_EQUAL);
  expect(await metric('yumanet_emission_verdicts_total')).toMatch(/verdict="equal".* [1-9]\d*$/);

  await emission.kill();
  await pass(3 * EPOCH_BLOCKS);
  emission = await startEmission();
  const all = await verdicts(paid.block + BigInt(3 * EPOCH_BLOCKS));
  expect(all.map(({ verdict, reason, difference }) => ({ verdict, reason, difference }))).toEqual(
    all.map(() => ({ verdict: Verdict.VERDICT_EQUAL, reason: '', difference: undefined })),
  );
  // No epoch twice, none left out.
  const blocks = all.map(({ block }) => Number(block));
  expect(blocks).toEqual(blocks.map((_, k) => blocks[0]! + k * EPOCH_BLOCKS));
  expect(blocks.length).toBeGreaterThanOrEqual(4);

  const last = all.at(-1)!;
  const sum = last.neurons.reduce(
    (rao, each) => rao + each.serverEmissionRao + each.validatorEmissionRao,
    0n,
  );
  expect(sum).toBeGreaterThan(0n);
  expect(last.raoEmission - sum).toBeLessThan(100n);
});

it('the ledger has every block once, and nothing is missing', async () => {
  const client = createGrpcClient(EmissionServiceService, { address: emission.ready.grpc });
  const signal = AbortSignal.timeout(60_000);
  const stream = client.streamAudits({ fromBlock: 0n }, { idleMs: 20_000, signal });
  const blocks: bigint[] = [];
  let gave = false;
  for await (const { audit } of stream) {
    blocks.push(audit!.block);
    // The block after the first epoch that had something to give.
    if (gave) break;
    gave = audit!.epochs.some(({ loadedRao }) => loadedRao > 0n);
  }
  expect(blocks).toEqual(blocks.map((_, k) => blocks[0]! + BigInt(k)));
  const { totals, broken } = await client.getAudit(
    { fromBlock: undefined, toBlock: undefined },
    { deadlineMs: 5_000 },
  );
  expect(broken).toEqual([]);
  // The service was killed on the way: its temporary ledger began anew with the first block on the bus.
  expect(totals).toMatchObject({ problems: 0n, gaps: 0n });
  expect(BigInt(totals!.inRao)).toBe(BigInt(totals!.outRao) + BigInt(totals!.dustRao));
  expect(BigInt(totals!.mintedRao)).toBeGreaterThan(0n);
  const hotkey = Buffer.from((await keyFromUri('//Eve//miner')).publicKey);
  const asked = { fromBlock: undefined, toBlock: undefined, netuid: 1, kind: '', after: undefined };
  const { entries } = await client.listLedgerEntries(
    { ...asked, hotkey, pageSize: 5 },
    { deadlineMs: 5_000 },
  );
  expect(entries[0]).toMatchObject({ kind: 'miner', from: 'pending:1', netuid: 1 });
  const stranger = client.listLedgerEntries(
    { ...asked, hotkey: Buffer.alloc(31), pageSize: 0 },
    { deadlineMs: 5_000 },
  );
  await expect(stranger).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
  client.close();
});

it('yumanet explains, verifies, asks what if, forecasts and audits', async () => {
  const ask = async (...args: string[]) => {
    let out = '';
    let err = '';
    const env = { YUMANET_EMISSION: emission.ready.grpc };
    const io = { out: (text: string) => (out += text), err: (text: string) => (err += text), env };
    const status = await main(['node', 'yumanet', ...args], io);
    return { status, out, err };
  };
  const explained = await ask('explain', '1', '--hotkey', '//Charlie//validator');
  expect(explained.status, explained.err).toBe(0);
  expect(explained.out).toMatch(/uid 0 of subnet 1, epoch of block \d+\n {2}activity {3}Uid 0 is active/);
  expect((await ask('verify', '1')).out).toMatch(/epoch of subnet 1 in block \d+: equal, \d+\.\d+ TAO/);
  const iffy = await ask('what-if', '1', '--uid', '0', '--weights', '1:1', '--epochs', '3');
  expect(iffy.out, iffy.err).toContain('Taken for granted:');
  expect((await ask('forecast', '1')).out).toMatch(/next halving +in \d+ blocks/);
  expect((await ask('audit')).out).toMatch(/audit of \d+ blocks, \d+ entries: .*; 0 rao missing/);
  const unknown = await ask('--json', 'explain', '1', '--uid', '99');
  expect(unknown).toMatchObject({ status: 4 });
  expect(unknown.out).toContain('HOTKEY_UNKNOWN');
  const http = (emission.ready as unknown as { http: string }).http;
  expect((await fetch(`${http}/v1/subnets/1/explain?uid=1`)).status).toBe(200);
});

it('an epoch that never was is refused by name', async () => {
  const client = createGrpcClient(EmissionServiceService, { address: emission.ready.grpc });
  const asked = client.getEpochVerdict({ netuid: 1, block: 2n }, { deadlineMs: 5_000 });
  await expect(asked).rejects.toMatchObject({ code: 'VERDICT_UNKNOWN', status: 'NOT_FOUND' });
  const outside = client.getEpochVerdict({ netuid: 70_000, block: undefined }, { deadlineMs: 5_000 });
  await expect(outside).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
  client.close();
});
