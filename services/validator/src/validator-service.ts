import { ChainClient, keyFromSettings, type Key } from '@yumanet/chain-client';
import { fileDescriptorSet } from '@yumanet/proto/descriptors';
import { EmissionServiceService } from '@yumanet/proto/emission/v1';
import { ValidatorServiceService } from '@yumanet/proto/validator/v1';
import {
  GrpcServer,
  Service,
  busFromConfig,
  createGrpcClient,
  refusal,
  standardParts,
  tlsFromConfig,
  type Component,
  type StandardParts,
  type TlsIdentity,
} from '@yumanet/service-kit';
import { loadMechanism } from '@yumanet/subnet-kit';
import type { ValidatorConfig } from './config.js';
import { openGateway, type Gateway } from './gateway/gateway.js';
import { getStatus } from './grpc/get-status.js';
import { listReceipts } from './grpc/list-receipts.js';
import { countJobs, validatorMetrics } from './metrics.js';
import type { AxonClientsOptions } from './round/axon-clients.js';
import { AxonNetworks, PRIVATE } from './round/axon-networks.js';
import { ScoringWorker } from './scoring/scoring-worker.js';
import { ASKS_NOBODY, STRATEGIES } from './strategies/strategies.js';
import { Validator, type ValidatorOptions } from './validator.js';
import { VERSION } from './version.js';

/** Networks on which everybody's axon is on one machine, as a rule. */
const DEVELOPMENT: readonly string[] = ['local', 'demo'];

/**
 * Everything of the service, ready to be started in this process or another's: what its `role` says of coordinator and worker.
 *
 * @throws ServiceError KEY_INVALID, KEY_LOCKED, MECHANISM_NOT_FOUND, MECHANISM_INVALID, TLS_INVALID, GATEWAY_SETTINGS.
 */
export async function createValidatorService(config: ValidatorConfig): Promise<Service> {
  const keys = await keysOf(config);
  const mechanism = await loadMechanism(config.mechanism);
  const parts = await standardParts({ name: 'validator', version: VERSION }, config);
  const tls = tlsFromConfig(config, parts.clock.now());
  const common = { ...parts, ...(tls ? { tls } : {}) };
  const fail = (part: string) => (error: unknown) => service.lifecycle.fail(part, error);
  const bus = busFromConfig(config, 'validator', common, fail('bus'));
  const axons = axonOptions(config, tls);
  const own = { ...config, ...parts, ...keys, bus, mechanism, axons, replicas: config.natsReplicas };
  const coordinator = config.role === 'worker' ? undefined : coordinatorOf(config, common, own, fail);
  const worker = new ScoringWorker({
    ...own,
    onFatal: fail('scoring-worker'),
    onDone: countJobs(parts.metrics),
  });
  const components: Component[] = [...parts.components, bus, ...(coordinator?.components ?? [])];
  if (config.role !== 'coordinator') components.push(worker);
  if (coordinator) components.push(coordinator.server);
  const { network, netuid, role } = config;
  const service: Service = new Service({
    ...parts,
    name: 'validator',
    components,
    ready: () => ({
      ...{ network, netuid, role, hotkey: keys.hotkey.address },
      grpc: coordinator && `${config.grpcHost}:${coordinator.server.port}`,
      status: parts.statusUrl(),
      gateway: coordinator?.gateway?.url(),
    }),
  });
  return service;
}

/** Plans, sets weights, is asked how it stands, and asks for clients. */
function coordinatorOf(
  config: ValidatorConfig,
  common: StandardParts & { readonly tls?: TlsIdentity },
  own: Omit<ValidatorOptions, 'client' | 'asks' | 'strategy' | 'metrics' | 'onFatal'> & {
    readonly axons: AxonClientsOptions;
  },
  fail: (part: string) => (error: unknown) => void,
): {
  readonly components: readonly Component[];
  readonly server: GrpcServer;
  readonly gateway: Gateway | undefined;
} {
  const client = new ChainClient({
    ...common,
    endpoints: config.chainEndpoints,
    serverName: config.chainTlsName,
    onIncompatible: fail('chain'),
  });
  const { hotkey, mechanism, axons } = own;
  const gateway = openGateway({
    ...{ config, client, hotkey, mechanism, axons, parts: common },
    onFatal: fail('gateway'),
  });
  const { emissionGrpc: address, emissionTlsName: serverName } = config;
  const emission =
    address === undefined
      ? undefined
      : createGrpcClient(EmissionServiceService, {
          ...{ ...common, address, serverName },
          // Where there is another one, it is asked instead; a single one that is away is away at once.
          ...(address.length > 1 ? { idempotent: ['explain'] as const } : {}),
        });
  const validator = new Validator({
    ...own,
    client,
    emission,
    strategy: STRATEGIES[config.strategy]({ ...config, temperature: config.softmaxTemperature }),
    asks: !ASKS_NOBODY.has(config.strategy),
    organic: gateway?.tally,
    metrics: validatorMetrics(common.metrics),
    onFatal: fail('validator'),
  });
  const server = new GrpcServer({
    ...common,
    host: config.grpcHost,
    port: config.grpcPort,
    clients: config.grpcClients,
    clientRate: config.grpcRate,
    maxMessageBytes: config.grpcMaxMessageBytes,
    reflection: fileDescriptorSet(),
  }).add(ValidatorServiceService, {
    getStatus: () => Promise.resolve(getStatus(validator)),
    listReceipts: (request) => Promise.resolve(listReceipts(validator, request)),
  });
  const link = { name: 'emission-link', stop: () => Promise.resolve(emission?.close()) };
  // The gateway before the validator, which waits for its lease first: clients need not wait for who acts.
  return { components: [client, link, ...(gateway?.components ?? []), validator], server, gateway };
}

/** @throws ServiceError INVALID_ARGUMENT */
function axonOptions(config: ValidatorConfig, tls: TlsIdentity | undefined): AxonClientsOptions {
  const { network, axonNetworks, axonTlsName: serverName } = config;
  const networks = new AxonNetworks(axonNetworks ?? (DEVELOPMENT.includes(network) ? [PRIVATE] : []));
  if (serverName === undefined) return { networks };
  if (tls === undefined) throw refusal('INVALID_ARGUMENT', 'axon-tls-name', 'TLS settings beside it', 'none');
  return { networks, tls: { ...tls, serverName } };
}

async function keysOf(config: ValidatorConfig): Promise<{ hotkey: Key; coldkey: Key | undefined }> {
  const { hotkeyUri, hotkeyFile, hotkeyPassword, coldkeyUri, coldkeyFile, coldkeyPassword } = config;
  const hotkey = await keyFromSettings('hotkey', {
    uri: hotkeyUri,
    file: hotkeyFile,
    password: hotkeyPassword,
  });
  if (coldkeyUri === undefined && coldkeyFile === undefined) return { hotkey, coldkey: undefined };
  const cold = { uri: coldkeyUri, file: coldkeyFile, password: coldkeyPassword };
  return { hotkey, coldkey: await keyFromSettings('coldkey', cold) };
}
