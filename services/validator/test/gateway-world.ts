import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getRequestListener } from '@hono/node-server';
import { keyFromUri } from '@yumanet/chain-client';
import { HttpServer, createMetrics, silentLogger, systemClock } from '@yumanet/service-kit';
import { loadMechanism } from '@yumanet/subnet-kit';
import { Books } from '../src/gateway/books/books.js';
import { ClientQuotas } from '../src/gateway/clients/client-quotas.js';
import { Slots } from '../src/gateway/clients/slots.js';
import { gatewayMetrics } from '../src/gateway/gateway-metrics.js';
import { gatewayApp } from '../src/gateway/http/gateway-app.js';
import { OrganicTally } from '../src/gateway/organic/organic-tally.js';
import { QueryDesk } from '../src/gateway/query/query-desk.js';
import { textMechanism } from '../src/gateway/query/text-mechanism.js';
import { MinerHealth } from '../src/gateway/routing/miner-health.js';
import { Router } from '../src/gateway/routing/router.js';
import { AxonClients } from '../src/round/axon-clients.js';
import { risingNonces } from '../src/round/nonces.js';
import type { TextAxon } from './text-axon.js';

export const PRICE = 10n;

export interface WorldOptions {
  readonly queryMs?: number;
  readonly perMinute?: number;
  readonly concurrent?: number;
  readonly places?: number;
  readonly maxWaiting?: number;
}

/** Books, desk, router and HTTP server over axons of the test; no chain. One client with 1,000 rao. */
export async function gatewayWorld(axons: readonly TextAxon[], options: WorldOptions = {}) {
  const { queryMs = 5_000, perMinute = 1_000, concurrent = 8, places = 8, maxWaiting = 0 } = options;
  const path = mkdtempSync(join(tmpdir(), 'yumanet-gateway-'));
  const clock = systemClock();
  const key = await keyFromUri('//Charlie');
  const mechanism = await loadMechanism('text-generation');
  const books = new Books(path);
  await books.serve({ hotkey: key.address, depositTo: 'd'.repeat(64) });
  const made = await books.createClient('alice', 'a'.repeat(64), 1);
  await books.beginAt(0);
  await books.credit(1, [{ index: 0, from: 'a'.repeat(64), rao: 1_000n }]);
  const slots = new Slots({ clock, places, maxWaiting, waitMs: 100 });
  const metrics = gatewayMetrics(createMetrics({ service: 'test', version: '0' }), {
    taken: () => slots.taken,
    waiting: () => slots.waiting,
    miners: () => axons.length,
  });
  const tally = new OrganicTally();
  const clients = new AxonClients(clock);
  const router = new Router({
    ...{ clock, tally, metrics, attempts: 3, random: () => 0.5 },
    asker: { key, netuid: 1, mechanism, clients, nonce: risingNonces(clock), uuid: 'u', queryMs: 5_000 },
    miners: () => axons.map(({ miner }) => miner),
    health: new MinerHealth({ clock, hedgeMs: 300 }),
  });
  const fatal: unknown[] = [];
  const desk = new QueryDesk({
    ...{ clock, books, key, netuid: 1, priceRao: PRICE, slots, queryMs, metrics },
    quotas: new ClientQuotas({ clock, perMinute, concurrent }),
    logger: silentLogger(),
    onFatal: (error) => void fatal.push(error),
  });
  const app = gatewayApp({
    ...{ books, desk, router, mechanism, netuid: 1, priceRao: PRICE, since: 1, maxBodyBytes: 65_536 },
    ...{ text: textMechanism(mechanism), depositAddress: '5Deposit', version: '0', logger: silentLogger() },
  });
  const listener = getRequestListener(app.fetch);
  const server = new HttpServer((request, response) => void listener(request, response), {
    host: '127.0.0.1',
    port: 0,
  });
  await server.start();
  const post = (where: string, body: unknown, headers: Record<string, string> = {}, signal?: AbortSignal) =>
    fetch(server.url + where, {
      method: 'POST',
      headers: { authorization: `Bearer ${made.key}`, 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
      ...(signal ? { signal } : {}),
    });
  const end = async () => {
    await server.stop();
    await desk.drain();
    clients.close();
    await books.close();
    rmSync(path, { recursive: true, force: true });
  };
  const money = () => books.client(made.client.id)!;
  return { path, books, desk, post, end, money, fatal, server, key: made.key };
}
