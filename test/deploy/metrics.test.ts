/**
 * The READMEs list exactly the metrics that the running services expose. YUMANET_WRITE_DOCS=1 writes their tables.
 * What the dashboard and the alerts may name is taken from there: monitoring.test.ts.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { NatsServerProcess, ensureNatsServer } from '@yumanet/service-kit';
import { format, resolveConfig } from 'prettier';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ChainProcess, tempFolder } from '../support/chain-process.js';
import { DEPLOYED, ROOT, readmeOf, type Deployed } from '../support/deployment.js';
import { documentedMetrics, ownMetrics, withMetrics } from '../support/metric-table.js';
import { startingService } from '../support/starting-service.js';

/** Of //Alice, as a worker of the quorum; nobody computes anything here. */
const WORKER = '0xd43593c715fdd31c61141abd04a99fd6822c8558854ccde39a5684e7a56da27d';
const DEPOSITS = '5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY';
const ALL_MS = 180_000;

const folder = tempFolder();
const ends: (() => unknown)[] = [];
const texts = new Map<Deployed, string>();

/** Everything that has metrics of its own is switched on: a cluster, a quorum, a gateway. */
beforeAll(async () => {
  ensureNatsServer();
  const nats = new NatsServerProcess({ dir: join(folder.path, 'nats') });
  await nats.start();
  ends.push(() => nats.stop());
  const chain = await ChainProcess.start([
    ...['--network', 'demo', '--sealing', 'manual', '--data-dir', join(folder.path, 'chain')],
    ...['--nats-url', nats.url, '--cluster', 'a', '--nats-replicas', '1', '--epoch-workers', WORKER],
    ...['--status-port', '0', '--grpc-port', '0'],
  ]);
  ends.push(() => chain.stop());
  const bus = ['--nats-servers', nats.url, '--network', 'demo'];
  const neuron = ['--chain-endpoints', chain.ready.rpc, '--netuid', '1', '--hotkey-uri', '//Metrics'];
  const gateway = [
    ...['--gateway-port', '0', '--gateway-dir', join(folder.path, 'gateway')],
    ...['--gateway-deposit-address', DEPOSITS],
  ];
  const flags: Readonly<Record<Exclude<Deployed, 'chain'>, readonly string[]>> = {
    emission: [...bus, '--chain-grpc', chain.ready.grpc, '--worker-uri', '//Alice'],
    validator: [...bus, ...neuron, ...gateway],
    miner: [...neuron, '--data-dir', join(folder.path, 'miner')],
    explorer: ['--chain-grpc', chain.ready.grpc, '--port', '0'],
  };
  const others = Object.entries(flags).map(async ([name, args]) => {
    // Not waited for: without a subnet neither validator nor miner is ever ready, and their metrics are there before.
    const service = await startingService(name, args);
    ends.push(() => service.stop());
    texts.set(name as Deployed, await service.metrics());
  });
  texts.set('chain', await (await fetch(`${chain.ready.status}/metrics`)).text());
  await Promise.all(others);
}, ALL_MS);
afterAll(async () => {
  for (const end of ends.reverse()) await end();
  folder.remove();
}, ALL_MS);

it.each(DEPLOYED)('%s', async (service) => {
  const exposed = ownMetrics(texts.get(service)!);
  expect(exposed.length).toBeGreaterThan(1);
  if (process.env['YUMANET_WRITE_DOCS'] !== undefined) {
    const file = join(ROOT, readmeOf(service));
    const text = withMetrics(readFileSync(file, 'utf8'), exposed);
    writeFileSync(file, await format(text, { ...(await resolveConfig(file)), parser: 'markdown' }));
  }
  expect(documentedMetrics(service)).toEqual(exposed);
});
