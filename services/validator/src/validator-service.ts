import { ChainClient, keyFromSettings, type Key } from '@yumanet/chain-client';
import { fileDescriptorSet } from '@yumanet/proto/descriptors';
import { ValidatorServiceService } from '@yumanet/proto/validator/v1';
import { GrpcServer, Service, busFromConfig, standardParts, tlsFromConfig } from '@yumanet/service-kit';
import { loadMechanism } from '@yumanet/subnet-kit';
import type { ValidatorConfig } from './config.js';
import { getStatus } from './grpc/get-status.js';
import { validatorMetrics } from './metrics.js';
import { STRATEGIES } from './strategies/strategies.js';
import { Validator } from './validator.js';
import { VERSION } from './version.js';

/**
 * Everything of the service, ready to be started in this process or another's.
 *
 * @throws ServiceError KEY_INVALID, KEY_LOCKED, MECHANISM_NOT_FOUND, MECHANISM_INVALID, TLS_INVALID.
 */
export async function createValidatorService(config: ValidatorConfig): Promise<Service> {
  const { hotkey, coldkey } = await keysOf(config);
  const mechanism = await loadMechanism(config.mechanism);
  const parts = await standardParts({ name: 'validator', version: VERSION }, config);
  const tls = tlsFromConfig(config, parts.clock.now());
  const common = { ...parts, ...(tls ? { tls } : {}) };
  const fail = (part: string) => (error: unknown) => service.lifecycle.fail(part, error);
  const bus = busFromConfig(config, 'validator', common, fail('bus'));
  const client = new ChainClient({
    ...common,
    endpoints: config.chainEndpoints,
    onIncompatible: fail('chain'),
  });
  const validator = new Validator({
    ...config,
    ...parts,
    bus,
    client,
    hotkey,
    coldkey,
    mechanism,
    strategy: STRATEGIES[config.strategy],
    replicas: config.natsReplicas,
    metrics: validatorMetrics(parts.metrics),
    onFatal: fail('validator'),
  });
  const server = new GrpcServer({
    ...common,
    host: config.grpcHost,
    port: config.grpcPort,
    maxMessageBytes: config.grpcMaxMessageBytes,
    reflection: fileDescriptorSet(),
  }).add(ValidatorServiceService, { getStatus: () => Promise.resolve(getStatus(validator)) });
  const service: Service = new Service({
    ...parts,
    name: 'validator',
    components: [...parts.components, bus, client, validator, server],
    ready: () => ({
      network: config.network,
      netuid: config.netuid,
      hotkey: hotkey.address,
      grpc: `${config.grpcHost}:${server.port}`,
      status: parts.statusUrl(),
    }),
  });
  return service;
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
