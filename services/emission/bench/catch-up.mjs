// Catching up after a restart: a service that begins with nothing, behind a real chain of some thousand blocks, verifies its
// epochs and writes its books. Yardstick: reading the same blocks from the bus, and nothing else.
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { ChainClient, keyFromUri } from '@yumanet/chain-client';
import { topicsOf } from '@yumanet/proto';
import { Bus, NatsServerProcess, ensureNatsServer, follow, silentLogger } from '@yumanet/service-kit';
import { round, tempFolder } from './harness.mjs';

const BLOCKS = 2_000;
const SUBNETS = 4;
const WAIT_MS = 120_000;

/** A command of a package of this repository, ready, in a process of its own. */
async function start(name, flags) {
  const manifest = createRequire(import.meta.url).resolve(`@yumanet/${name}/package.json`);
  const child = spawn(
    process.execPath,
    [join(dirname(manifest), 'bin', `yumanet-${name}.js`), '--json', ...flags],
    {
      stdio: ['ignore', 'pipe', 'ignore'],
    },
  );
  const exited = new Promise((resolve) => child.once('close', resolve));
  const ready = await new Promise((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      const event = JSON.parse(line);
      if (event.event === 'ready') resolve(event);
    });
    void exited.then((code) => reject(new Error(`${name} ended with ${code} before it was ready`)));
  });
  const stop = () => {
    child.kill('SIGTERM');
    return exited;
  };
  return { ...ready, stop };
}

async function openSubnets(url) {
  const client = new ChainClient({ endpoints: [url], logger: silentLogger() });
  await client.start();
  const sender = client.sender(await keyFromUri('//Bob'));
  for (let netuid = 1; netuid <= SUBNETS; netuid++) {
    await sender.send(await client.call('SubtensorModule', 'register_network', []));
    const { address } = await keyFromUri(`//Miner//${netuid}`);
    await sender.send(await client.call('SubtensorModule', 'burned_register', [netuid, address]));
  }
  await client.stop();
}

async function newBlocks(http, count) {
  const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'dev_newBlock', params: [{ count }] });
  const response = await fetch(http, { method: 'POST', body, signal: AbortSignal.timeout(WAIT_MS) });
  const { error } = await response.json();
  if (error !== undefined) throw new Error(error.message);
}

async function readAll(bus, network, count) {
  const began = performance.now();
  let seen = 0;
  for await (const _ of follow(bus, topicsOf(network).blockFinalized, {
    from: 1,
    signal: AbortSignal.timeout(WAIT_MS),
  }))
    if ((seen += 1) === count) break;
  return (1_000 * count) / (performance.now() - began);
}

async function ledgerBlock(status) {
  const text = await (await fetch(`${status}/metrics`)).text();
  const line = text.split('\n').find((each) => each.startsWith('yumanet_emission_ledger_block'));
  return Number(line?.split(' ').at(-1) ?? 0);
}

export async function benchCatchUp() {
  ensureNatsServer();
  const folder = tempFolder();
  const nats = new NatsServerProcess({ dir: join(folder.path, 'nats') });
  await nats.start();
  const chain = await start('chain', [
    ...[
      '--network',
      'demo',
      '--sealing',
      'instant',
      '--finality-delay',
      '0',
      '--state-history',
      String(2 * BLOCKS),
    ],
    ...['--rpc-port', '0', '--nats-url', nats.url, '--log-level', 'error'],
  ]);
  await openSubnets(chain.rpc);
  await newBlocks(chain.http, BLOCKS);
  const bus = new Bus({ servers: [nats.url], connectionName: 'bench', requestMs: 5_000 });
  await bus.start();
  const bare = await readAll(bus, 'demo', BLOCKS);
  const service = await start('emission', [
    ...['--network', 'demo', '--chain-grpc', chain.grpc, '--nats-servers', nats.url, '--log-level', 'error'],
  ]);
  const until = async (block) => {
    for (const end = performance.now() + WAIT_MS; performance.now() < end;) {
      const at = await ledgerBlock(service.status);
      if (at >= block) return [at, performance.now()];
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    throw new Error(`catch-up: expected block ${block} in the ledger in time`);
  };
  const [first, began] = await until(1);
  const [last, ended] = await until(BLOCKS);
  await service.stop();
  await bus.stop();
  await chain.stop();
  await nats.stop();
  folder.remove();
  const ours = (1_000 * (last - first)) / (ended - began);
  return {
    name: `catch-up, ${SUBNETS} subnets`,
    blocksPerSecond: round(ours),
    bareBusBlocksPerSecond: round(bare),
    ratioToBare: round(ours / bare),
  };
}
