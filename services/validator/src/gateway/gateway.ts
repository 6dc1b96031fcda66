import { randomInt, randomUUID } from 'node:crypto';
import { getRequestListener } from '@hono/node-server';
import type { ChainClient, Key } from '@yumanet/chain-client';
import {
  HttpServer,
  every,
  httpsFromFiles,
  type Component,
  type StandardParts,
  type Timer,
} from '@yumanet/service-kit';
import type { AnyMechanism } from '@yumanet/subnet-kit';
import { parseColdkey } from '@yumanet/units';
import type { AxonClientsOptions } from '../round/axon-clients.js';
import { risingNonces } from '../round/nonces.js';
import { VERSION } from '../version.js';
import { Books } from './books/books.js';
import { ClientQuotas } from './clients/client-quotas.js';
import { Slots } from './clients/slots.js';
import { BlockFollower } from './deposits/block-follower.js';
import { gatewayError } from './errors.js';
import { gatewayMetrics } from './gateway-metrics.js';
import { gatewayApp } from './http/gateway-app.js';
import { OrganicTally } from './organic/organic-tally.js';
import { QueryDesk } from './query/query-desk.js';
import { textMechanism } from './query/text-mechanism.js';
import { Directory } from './routing/directory.js';
import { MinerHealth } from './routing/miner-health.js';
import { Router } from './routing/router.js';
import type { GatewayConfig } from './settings.js';

export interface GatewayOptions {
  readonly config: GatewayConfig & { readonly netuid: number; readonly queryMs: number };
  readonly parts: Pick<StandardParts, 'clock' | 'logger' | 'health' | 'metrics'>;
  readonly client: ChainClient;
  readonly hotkey: Key;
  readonly mechanism: AnyMechanism;
  readonly axons: AxonClientsOptions;
  /** It cannot go on. */
  readonly onFatal: (error: unknown) => void;
}

/** Milliseconds for which an answer is given again to its idempotency key. */
const KEEP_MS = 24 * 60 * 60 * 1_000;
/** Longer than clients keep a connection themselves: then they close it, and no request meets one that is being closed. */
/** Queries under way are answered before the process ends; who stops it gives it half a minute. */
const MAX_DRAIN_MS = 20_000;
const KEEP_ALIVE_MS = 65_000;
const FORGET_MS = 10 * 60 * 1_000;

/** The gateway for clients of a validator: HTTP in front, books below, miners behind. */
export interface Gateway {
  /** To be started in this order, after the chain's client. */
  readonly components: readonly Component[];
  /** Where it is; after start. */
  readonly url: () => string;
  readonly tally: OrganicTally;
}

/**
 * @returns undefined without `gatewayPort`.
 * @throws ServiceError GATEWAY_SETTINGS, INVALID_ARGUMENT, TLS_INVALID; BOOKS_FORMAT, BOOKS_OTHER at start.
 */
export function openGateway(options: GatewayOptions): Gateway | undefined {
  const { config, parts, client, hotkey, mechanism, onFatal } = options;
  const { gatewayPort: port, gatewayDir: dir, gatewayHost: host, netuid } = config;
  if (port === undefined) return undefined;
  if (dir === undefined) throw gatewayError('GATEWAY_SETTINGS', 'gateway-dir: expected a folder, got none');
  const depositTo = depositAccount(config.gatewayDepositAddress);
  const { clock, logger, health } = parts;
  const books = new Books(dir);
  const slots = new Slots({
    clock,
    places: config.gatewayConcurrency,
    maxWaiting: config.gatewayQueue,
    waitMs: config.gatewayQueueMs,
  });
  const metrics = gatewayMetrics(parts.metrics, {
    taken: () => slots.taken,
    waiting: () => slots.waiting,
    miners: () => directory.miners.length,
  });
  const minerHealth = new MinerHealth({ clock, hedgeMs: config.gatewayHedgeMs });
  const directory = new Directory({
    client,
    netuid,
    self: hotkey.address,
    health,
    minerHealth,
    clock,
    logger,
    axons: options.axons,
  });
  const tally = new OrganicTally();
  const router = new Router({
    clock,
    metrics,
    tally,
    health: minerHealth,
    miners: () => directory.miners,
    attempts: config.gatewayAttempts,
    random: Math.random,
    asker: {
      key: hotkey,
      netuid,
      mechanism,
      clients: directory.clients,
      // The validator's rounds ask with the same hotkey.
      nonce: risingNonces(clock, () => randomInt(1_000_000)),
      uuid: randomUUID(),
      queryMs: Math.min(config.queryMs, config.gatewayQueryMs),
    },
  });
  const desk = new QueryDesk({
    ...{ clock, books, key: hotkey, netuid, slots, metrics, logger, onFatal },
    priceRao: config.gatewayPriceRao,
    queryMs: config.gatewayQueryMs,
    quotas: new ClientQuotas({
      clock,
      perMinute: config.gatewayClientRate,
      concurrent: config.gatewayClientConcurrency,
    }),
  });
  const follower = new BlockFollower({
    ...{ client, books, depositTo, metrics, health, logger, onFatal },
    onBlock: (block) => directory.onBlock(block),
  });
  const app = gatewayApp({
    ...{ books, desk, router, mechanism, netuid, logger },
    text: textMechanism(mechanism),
    priceRao: config.gatewayPriceRao,
    depositAddress: config.gatewayDepositAddress ?? '',
    since: Math.floor(clock.now() / 1_000),
    maxBodyBytes: config.gatewayMaxBodyBytes,
    version: VERSION,
  });
  const maxConnections = 2 * (config.gatewayConcurrency + config.gatewayQueue);
  const tls = httpsFromFiles(config.gatewayTlsCertFile, config.gatewayTlsKeyFile, clock.now());
  const listener = getRequestListener(app.fetch);
  const server = new HttpServer((request, response) => void listener(request, response), {
    host,
    port,
    maxConnections,
    maxAddressConnections: config.gatewayAddressConnections,
    rate: config.gatewayAddressRate,
    ...(tls === undefined ? {} : { tls }),
    keepAliveMs: KEEP_ALIVE_MS,
    drainMs: Math.min(config.gatewayQueryMs + 1_000, MAX_DRAIN_MS),
  });
  let forgetting: Timer | undefined;
  const keeper: Component = {
    name: 'gateway-books',
    async start() {
      const open = await books.serve({ hotkey: hotkey.address, depositTo });
      if (open > 0) logger.warn({ open }, 'queries of the last run were never answered: given back');
      forgetting = every(clock, FORGET_MS, () => books.forget(clock.now() - KEEP_MS).catch(onFatal));
    },
    stop() {
      forgetting?.cancel();
      return books.close();
    },
  };
  return { components: [keeper, directory, follower, desk, server], url: () => server.url, tally };
}

/** @throws ServiceError GATEWAY_SETTINGS */
function depositAccount(address: string | undefined): string {
  try {
    return parseColdkey(address);
  } catch {
    throw gatewayError(
      'GATEWAY_SETTINGS',
      `gateway-deposit-address: expected an SS58 address, got ${address ?? 'none'}`,
    );
  }
}
