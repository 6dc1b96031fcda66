import { fileURLToPath } from 'node:url';
import { getRequestListener } from '@hono/node-server';
import { ChainClient } from '@yumanet/chain-client';
import { ChainServiceService } from '@yumanet/proto/chain/v1';
import {
  HttpServer,
  Service,
  createGrpcClient,
  httpsFromFiles,
  standardParts,
  tlsFromConfig,
  type Component,
} from '@yumanet/service-kit';
import type { LinkStates } from './api.js';
import { ChainFollower } from './chain/chain-follower.js';
import { ChainReader } from './chain/chain-reader.js';
import { RecentBlocks } from './chain/recent-blocks.js';
import type { ExplorerConfig } from './config.js';
import { EmissionLink } from './emission/emission-link.js';
import { EpochHistory } from './emission/epoch-history.js';
import { httpApp } from './http/http-app.js';
import { LiveFeed } from './http/live-feed.js';
import { loadStaticFiles } from './http/static-files.js';
import { explorerMetrics } from './metrics.js';
import { VERSION } from './version.js';

const PAGE = fileURLToPath(new URL('../dist/page', import.meta.url));
/** Beside the pages that listen, those that ask. */
const SPARE_CONNECTIONS = 256;

/** Everything of the explorer, ready to be started in this process or another's. It starts also while the chain is away. */
export async function createExplorerService(config: ExplorerConfig): Promise<Service> {
  const parts = await standardParts({ name: 'explorer', version: VERSION }, config);
  const tls = tlsFromConfig(config, parts.clock.now());
  const common = { ...parts, ...(tls ? { tls } : {}) };
  const serverName = config.chainTlsName;
  const endpoints = config.chainGrpc.map((address) => `grpc://${address}`);
  const client = new ChainClient({ ...common, endpoints, serverName });
  const grpc = createGrpcClient(ChainServiceService, {
    ...common,
    address: config.chainGrpc,
    serverName,
    idempotent: ['getBlock', 'queryStorage'],
    askOthers: ['BLOCK_UNKNOWN', 'STATE_DISCARDED'],
  });
  const feed = new LiveFeed(config.maxListeners);
  const chain = new ChainReader(client, grpc, new RecentBlocks(config.keepBlocks), parts.clock);
  explorerMetrics(parts.metrics, { feed, chain });
  const states = (): LinkStates => ({
    chain: follower.state,
    emission: emission.state,
    genesis: follower.genesis,
  });
  const onState = () => feed.tell({ event: 'state', data: states() });
  const follower = new ChainFollower({
    ...parts,
    client,
    reader: chain,
    onBlock: (data) => feed.tell({ event: 'block', data }),
    onState,
  });
  const emission = new EmissionLink({
    ...common,
    address: config.emissionGrpc,
    serverName: config.emissionTlsName,
    history: new EpochHistory(config.keepEpochs),
    onEpoch: (data) => feed.tell({ event: 'epoch', data }),
    onState,
  });
  const app = httpApp({
    ...parts,
    parts: { chain, emission, searchStakes: config.searchStakes },
    feed,
    states,
    files: loadStaticFiles(PAGE),
    maxQuestions: config.maxQuestions,
  });
  const https = httpsFromFiles(config.httpTlsCertFile, config.httpTlsKeyFile, parts.clock.now());
  const listener = getRequestListener(app.fetch);
  const http = new HttpServer((request, response) => void listener(request, response), {
    host: config.host,
    port: config.port,
    maxConnections: config.maxListeners + SPARE_CONNECTIONS,
    maxAddressConnections: config.httpAddressConnections,
    live: ['/v1/live'],
    rate: config.httpRate,
    ...(https === undefined ? {} : { tls: https }),
  });
  const channel: Component = { name: 'chain-grpc', stop: () => Promise.resolve(grpc.close()) };
  return new Service({
    ...parts,
    name: 'explorer',
    components: [...parts.components, channel, follower, emission, http],
    ready: () => ({
      url: http.url,
      status: parts.statusUrl(),
      chain: config.chainGrpc.join(','),
      emission: config.emissionGrpc?.join(','),
    }),
  });
}
