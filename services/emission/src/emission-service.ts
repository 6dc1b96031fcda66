import { ChainClient, fromHex } from '@yumanet/chain-client';
import { fileDescriptorSet } from '@yumanet/proto/descriptors';
import { ChainServiceService } from '@yumanet/proto/chain/v1';
import { EmissionServiceService } from '@yumanet/proto/emission/v1';
import {
  GrpcServer,
  Service,
  busFromConfig,
  createGrpcClient,
  standardParts,
  tlsFromConfig,
  type Component,
  type GrpcClient,
  type StandardParts,
} from '@yumanet/service-kit';
import { createYuma } from '@yumanet/yuma-core';
import type { EmissionConfig } from './config.js';
import { EpochFollower } from './follow/epoch-follower.js';
import { verifyOnChain, type EpochChain } from './follow/epoch-source.js';
import { emissionHandlers } from './grpc/handlers.js';
import { emissionMetrics, type EmissionMetrics } from './metrics.js';
import { VerdictStore } from './verdicts/verdict-store.js';
import { VERSION } from './version.js';

/** Everything of the service, ready to be started in this process or another's. */
export async function createEmissionService(config: EmissionConfig): Promise<Service> {
  const parts = await standardParts({ name: 'emission', version: VERSION }, config);
  const metrics = emissionMetrics(parts.metrics);
  const store = new VerdictStore(config.keepVerdicts);
  const tls = tlsFromConfig(config, parts.clock.now());
  const common = { ...parts, ...(tls ? { tls } : {}) };
  const bus = busFromConfig(config, 'emission', common, (error) => service.lifecycle.fail('bus', error));
  const client = new ChainClient({ ...common, endpoints: [`grpc://${config.chainGrpc}`] });
  const grpc = createGrpcClient(ChainServiceService, {
    ...common,
    address: config.chainGrpc,
    idempotent: ['getEpochSnapshot'],
    maxMessageBytes: config.grpcMaxMessageBytes,
  });
  const chain = epochChain(config, { client, grpc, metrics, parts });
  const follower = new EpochFollower({
    ...parts,
    bus,
    store,
    metrics,
    keep: config.keepVerdicts,
    stream: async () => ({
      network: config.network,
      replicas: config.natsReplicas,
      genesisHash: fromHex((await client.runtime()).facts.genesisHash, 'genesis'),
    }),
    verify: (name, hash) => verifyOnChain(chain, name, hash),
    onFatal: (error) => service.lifecycle.fail('epoch-follower', error),
  });
  const server = new GrpcServer({
    ...common,
    host: config.grpcHost,
    port: config.grpcPort,
    maxMessageBytes: config.grpcMaxMessageBytes,
    reflection: fileDescriptorSet(),
  }).add(EmissionServiceService, emissionHandlers(store));
  const components = [...parts.components, engine(chain, grpc), bus, client, follower, server];
  const service: Service = new Service({
    ...parts,
    name: 'emission',
    components,
    ready: () => ({
      network: config.network,
      grpc: `${config.grpcHost}:${server.port}`,
      status: parts.statusUrl(),
      chain: config.chainGrpc,
    }),
  });
  return service;
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
