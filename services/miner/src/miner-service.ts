import { ChainClient, keyFromSettings, type Key } from '@yumanet/chain-client';
import { fileDescriptorSet } from '@yumanet/proto/descriptors';
import { MinerServiceService } from '@yumanet/proto/miner/v1';
import {
  GrpcServer,
  Service,
  refusal,
  standardParts,
  tlsFromConfig,
  type StandardParts,
} from '@yumanet/service-kit';
import { loadMechanism, type AnyMechanism } from '@yumanet/subnet-kit';
import { parseHotkey } from '@yumanet/units';
import { axonIp } from './axon/axon-ip.js';
import { AxonServer } from './axon/axon-server.js';
import { Quotas } from './axon/quotas.js';
import { Membership } from './chain/membership.js';
import type { MinerConfig } from './config.js';
import { minerError } from './errors.js';
import { readForecast } from './forecast/read-forecast.js';
import { minerHandlers } from './grpc/get-status.js';
import { HandlerHost } from './handler/handler-host.js';
import { minerMetrics, type MinerMetrics } from './metrics.js';
import { MinerStore } from './store/miner-store.js';
import { VERSION } from './version.js';

/** Around a body: hotkeys, ids and signature. */
const ENVELOPE_BYTES = 4_096;
/** A connection that has brought nothing by then is somebody's who wants to keep it. */
const PROVEN_MS = 15_000;
const MIN_PENDING_BYTES = 64 * 1024 * 1024;

/**
 * Everything of a miner, ready to be started in this process or another's. Started means registered and announced; the
 * handler may still be training then (`GetStatus`).
 *
 * @throws ServiceError for settings that do not fit each other: BACKEND_UNKNOWN, KEY_INVALID, MECHANISM_NOT_FOUND …
 */
export async function createMinerService(config: MinerConfig): Promise<Service> {
  const { netuid, grpcHost } = config;
  const [mechanism, hotkey, coldkey] = await Promise.all([
    loadMechanism(config.mechanism),
    keyOf(config, 'hotkey'),
    config.coldkeyUri === undefined && config.coldkeyFile === undefined
      ? undefined
      : keyOf(config, 'coldkey'),
  ]);
  const backend = backendOf(mechanism, config.backend);
  const ip = axonIp(config.externalHost ?? config.axonHost);
  const parts = await standardParts({ name: 'miner', version: VERSION }, config);
  const metrics = minerMetrics(parts.metrics);
  const tls = tlsFromConfig(config, parts.clock.now());
  const common = { ...parts, ...(tls ? { tls } : {}) };
  const store = new MinerStore({ ...config, ...parts, hotkey: hotkey.address });
  const client = new ChainClient({
    ...common,
    endpoints: config.chainEndpoints,
    serverName: config.chainTlsName,
  });
  const handler = new HandlerHost({ ...config, ...parts, backend, hotkey: hotkey.address, metrics });
  const membership: Membership = new Membership({
    ...parts,
    ...config,
    client,
    hotkey,
    coldkey,
    place: () => ({ ...ip, port: config.externalPort ?? axon.port }),
    onFatal: (error) => service.lifecycle.fail('membership', error),
  });
  if (config.axonTls && tls === undefined)
    throw refusal('INVALID_ARGUMENT', 'axon-tls', 'TLS settings beside it', 'none');
  // Validators of the open network have no certificate of this authority: what they send is signed.
  const axonParts = config.axonTls ? common : parts;
  const axon = axonServer(config, {
    mechanism,
    hotkey,
    common: axonParts,
    metrics,
    store,
    handler,
    membership,
  });
  const axonAddress = () => `${config.axonHost}:${axon.port}`;
  const operator = new GrpcServer({
    ...common,
    host: grpcHost,
    port: config.grpcPort,
    clients: config.grpcClients,
    clientRate: config.grpcRate,
    maxMessageBytes: config.grpcMaxMessageBytes,
    reflection: fileDescriptorSet(),
  }).add(
    MinerServiceService,
    minerHandlers({
      hotkey: hotkey.address,
      netuid,
      mechanism: mechanism.name,
      backend,
      axonAddress,
      uid: () => membership.uid,
      facts: () => handler.facts,
      forecast: (uid) => readForecast(client, netuid, uid),
      metrics,
    }),
  );
  const service: Service = new Service({
    ...parts,
    name: 'miner',
    components: [...parts.components, store, handler, client, axon, membership, operator],
    ready: () => ({
      netuid,
      hotkey: hotkey.address,
      uid: membership.uid,
      mechanism: mechanism.name,
      backend,
      axon: axonAddress(),
      grpc: `${grpcHost}:${operator.port}`,
      status: parts.statusUrl(),
    }),
  });
  return service;
}

interface AxonOf {
  readonly mechanism: AnyMechanism;
  readonly hotkey: Key;
  readonly common: StandardParts;
  readonly metrics: MinerMetrics;
  readonly store: MinerStore;
  readonly handler: HandlerHost;
  readonly membership: Membership;
}

function axonServer(config: MinerConfig, own: AxonOf): AxonServer {
  const { mechanism, hotkey, common, metrics, store, handler, membership } = own;
  const { netuid, nonceWindowMs, maxBodyBytes, minStakeRao } = config;
  return new AxonServer({
    ...common,
    host: config.axonHost,
    port: config.axonPort,
    store,
    maxMessageBytes: maxBodyBytes + ENVELOPE_BYTES,
    blockMs: config.addressBlockMs,
    limits: {
      maxConnections: config.maxConnections,
      maxAddressConnections: config.maxAddressConnections,
      provenMs: PROVEN_MS,
      maxPendingBytes: Math.max(MIN_PENDING_BYTES, 16 * maxBodyBytes),
    },
    axon: {
      hotkey,
      metrics,
      logger: common.logger,
      ask: (ask, signal) => handler.ask(ask, signal),
      door: {
        netuid,
        nonceWindowMs,
        maxBodyBytes,
        account: parseHotkey(hotkey.address),
        task: mechanism.name,
        clock: common.clock,
        stakeOf: (account) => {
          const stake = membership.stakeOf(account);
          return stake !== undefined && stake >= minStakeRao ? stake : undefined;
        },
        quotas: new Quotas({ ...config, clock: common.clock }),
        takeNonce: (account, nonce) => store.takeNonce(account, nonce),
      },
    },
  });
}

function keyOf(config: MinerConfig, what: 'hotkey' | 'coldkey'): Promise<Key> {
  return keyFromSettings(what, {
    uri: config[`${what}Uri`],
    file: config[`${what}File`],
    password: config[`${what}Password`],
  });
}

function backendOf({ name, handler }: AnyMechanism, wanted: string | undefined): string {
  const backend = wanted ?? handler.backends[0];
  if (handler.backends.includes(backend)) return backend;
  const what = `backend: expected one of ${handler.backends.join(', ')}, got ${backend} (mechanism ${name})`;
  throw minerError('BACKEND_UNKNOWN', what, { mechanism: name, backend });
}
