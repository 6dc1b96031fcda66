import { getRequestListener } from '@hono/node-server';
import { ChainClient, fromHex, keyFromSettings } from '@yumanet/chain-client';
import { fileDescriptorSet } from '@yumanet/proto/descriptors';
import { ChainServiceService } from '@yumanet/proto/chain/v1';
import { EmissionServiceService } from '@yumanet/proto/emission/v1';
import {
  GrpcServer,
  HttpServer,
  Service,
  busFromConfig,
  createGrpcClient,
  httpsFromFiles,
  standardParts,
  tlsFromConfig,
  together,
  type Component,
  type GrpcClient,
  type StandardParts,
} from '@yumanet/service-kit';
import { createYuma } from '@yumanet/yuma-core';
import { EpochInputs } from './answers/epoch-inputs.js';
import type { EmissionConfig } from './config.js';
import { emissionError } from './errors.js';
import { ChainBehind } from './follow/chain-behind.js';
import { EpochFollower } from './follow/epoch-follower.js';
import { verifyOnChain, type EpochChain } from './follow/epoch-source.js';
import { emissionHandlers, type EmissionBooks } from './grpc/handlers.js';
import { httpApp } from './http/http-app.js';
import { AuditHub } from './ledger/audit-hub.js';
import { LedgerFollower } from './ledger/ledger-follower.js';
import type { LedgerHead } from './ledger/ledger-store.js';
import { openLedgerStore } from './ledger/open-ledger-store.js';
import { economyReader } from './ledger/source/read-economy-at.js';
import { emissionMetrics, followMetrics, ledgerMetrics, type EmissionMetrics } from './metrics.js';
import { VerdictStore } from './verdicts/verdict-store.js';
import { EpochWorker } from './worker/epoch-worker.js';
import { VERSION } from './version.js';

/** Everything of the service, ready to be started in this process or another's. */
export async function createEmissionService(config: EmissionConfig): Promise<Service> {
  const parts = await standardParts({ name: 'emission', version: VERSION }, config);
  const metrics = emissionMetrics(parts.metrics);
  const store = new VerdictStore(config.keepVerdicts);
  const tls = tlsFromConfig(config, parts.clock.now());
  const common = { ...parts, ...(tls ? { tls } : {}) };
  const bus = busFromConfig(config, 'emission', common, (error) => service.lifecycle.fail('bus', error));
  const serverName = config.chainTlsName;
  const endpoints = config.chainGrpc.map((address) => `grpc://${address}`);
  const client = new ChainClient({ ...common, endpoints, serverName });
  const grpc = createGrpcClient(ChainServiceService, {
    ...common,
    address: config.chainGrpc,
    serverName,
    idempotent: ['getBlock', 'getDueEpoch', 'getEpochSnapshot', 'queryStorage', 'readState'],
    // A standby may be some blocks behind, and only the leader knows what is due.
    askOthers: ['BLOCK_UNKNOWN', 'EPOCH_UNKNOWN', 'STATE_DISCARDED'],
    maxMessageBytes: config.grpcMaxMessageBytes,
  });
  const chain = epochChain(config, { client, grpc, metrics, parts });
  const stream = async () => ({
    network: config.network,
    replicas: config.natsReplicas,
    genesisHash: fromHex((await client.runtime()).facts.genesisHash, 'genesis'),
  });
  const behind = new ChainBehind(grpc);
  const followed = followMetrics(parts.metrics);
  const follower = new EpochFollower({
    ...parts,
    bus,
    followed,
    store,
    metrics,
    keep: config.keepVerdicts,
    stream,
    verify: (name, hash) =>
      verifyOnChain(chain, name, hash, (work) => behind.read(name.block, hash.slice(2), work)),
    onFatal: (error) => service.lifecycle.fail('epoch-follower', error),
  });
  const audits = new AuditHub();
  const ledger = openLedgerStore(config);
  const readAt = economyReader(grpc, chain.yuma);
  const books: EmissionBooks = {
    verdicts: store,
    ledger,
    audits,
    readAt,
    inputs: new EpochInputs(grpc, store),
    yuma: chain.yuma,
    tempoOf: async (netuid) => tempoIn(await ledger.head(), netuid),
  };
  const bookkeeper = new LedgerFollower({
    ...parts,
    bus,
    followed,
    store: ledger,
    metrics: ledgerMetrics(parts.metrics),
    stream,
    readAt,
    behind,
    onAudit: (audit) => audits.tell(audit),
    onFatal: (error) => service.lifecycle.fail('ledger', error),
  });
  const server = new GrpcServer({
    ...common,
    host: config.grpcHost,
    port: config.grpcPort,
    clients: config.grpcClients,
    clientRate: config.grpcRate,
    maxMessageBytes: config.grpcMaxMessageBytes,
    reflection: fileDescriptorSet(),
  }).add(EmissionServiceService, emissionHandlers(books));
  const worker =
    config.workerUri === undefined && config.workerFile === undefined
      ? []
      : [
          new EpochWorker({
            ...parts,
            bus,
            chain: grpc,
            yuma: chain.yuma,
            key: () => keyFromSettings('worker', workerKey(config)),
            stream,
            onFatal: (error) => service.lifecycle.fail('epoch-worker', error),
          }),
        ];
  const https = httpsFromFiles(config.httpTlsCertFile, config.httpTlsKeyFile, parts.clock.now());
  const listener = getRequestListener(httpApp(books, VERSION).fetch);
  const http = new HttpServer((request, response) => void listener(request, response), {
    host: config.httpHost,
    port: config.httpPort,
    rate: config.httpRate,
    maxAddressConnections: config.httpAddressConnections,
    live: ['/v1/audits/stream'],
    ...(https === undefined ? {} : { tls: https }),
  });
  const components = [
    ...parts.components,
    engine(chain, grpc),
    bus,
    client,
    follower,
    bookkeeper,
    ...worker,
    together('doors', [server, http]),
  ];
  const service: Service = new Service({
    ...parts,
    name: 'emission',
    components,
    ready: () => ({
      network: config.network,
      grpc: `${config.grpcHost}:${server.port}`,
      http: http.url,
      status: parts.statusUrl(),
      chain: config.chainGrpc.join(','),
    }),
  });
  return service;
}

const workerKey = ({ workerUri: uri, workerFile: file, workerPassword: password }: EmissionConfig) => ({
  uri,
  file,
  password,
});

/** @throws ServiceError EPOCH_UNKNOWN for a subnet that the ledger does not know. */
function tempoIn(head: LedgerHead | undefined, netuid: number): number {
  const subnet = head?.state.subnets.find((each) => each.netuid === netuid);
  if (subnet !== undefined) return subnet.tempo;
  throw emissionError('EPOCH_UNKNOWN', `tempo: expected a subnet of the ledger, got ${netuid}`, { netuid });
}

type ChainGrpc = GrpcClient<typeof ChainServiceService>;

function epochChain(
  { backend }: EmissionConfig,
  own: { client: ChainClient; grpc: ChainGrpc; metrics: EmissionMetrics; parts: StandardParts },
): EpochChain {
  const { client, grpc, metrics, parts } = own;
  const timed = <T>(work: () => T): T => {
    const began = parts.clock.monotonic();
    const result = work();
    metrics.seconds.observe((parts.clock.monotonic() - began) / 1_000);
    return result;
  };
  return { client, grpc, timed, yuma: createYuma({ backend }) };
}

/** Lets go of the engine and the channel at the end. */
function engine({ yuma }: EpochChain, grpc: ChainGrpc): Component {
  return {
    name: 'yuma',
    stop: () => {
      grpc.close();
      yuma.dispose();
      return Promise.resolve();
    },
  };
}
