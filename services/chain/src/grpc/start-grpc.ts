import { fileDescriptorSet } from '@yumanet/proto/descriptors';
import { ChainServiceService } from '@yumanet/proto/chain/v1';
import { sleep, systemClock, type Health, type Logger, type TlsIdentity } from '@yumanet/service-kit/core';
import { GrpcServer } from '@yumanet/service-kit/grpc-server';
import type { Registry, Tracing } from '@yumanet/service-kit/observability';
import { ChainError, messageOf } from '../errors.js';
import type { Chain } from '../node/chain.js';
import { translateError } from './errors.js';
import { grpcMethods } from './methods.js';

export interface GrpcOptions {
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  readonly maxMessageBytes: number;
  readonly tls?: TlsIdentity | undefined;
  /** Names of the certificates that may ask; none: all. */
  readonly clients?: readonly string[];
  /** Calls a second of one client. */
  readonly clientRate?: number;
  readonly health: Health;
  readonly log: Logger;
  readonly metrics?: Registry | undefined;
  readonly tracing?: Tracing | undefined;
  /** Input of an epoch that waits for workers, by its digest as hex. */
  readonly dueEpoch?: ((digest: string) => Uint8Array | undefined) | undefined;
}

export interface RunningGrpc {
  readonly port: number;
  /** Ends streams, lets calls finish for a moment, then closes. */
  stop(): Promise<void>;
}

const DRAIN_MS = 2000;

/** Serves ChainService with health and reflection. @throws ChainError PORT_IN_USE. */
export async function startGrpc(chain: Chain, options: GrpcOptions): Promise<RunningGrpc> {
  const { host, port, tls, clients, clientRate, maxMessageBytes, health, log, metrics } = options;
  const { tracing, dueEpoch } = options;
  const server = new GrpcServer({
    host: host.includes(':') ? `[${host}]` : host,
    port,
    maxMessageBytes,
    health,
    logger: log,
    reflection: fileDescriptorSet(),
    translateError,
    ...(tls === undefined ? {} : { tls }),
    ...(clients === undefined ? {} : { clients }),
    ...(clientRate === undefined ? {} : { clientRate }),
    ...(metrics === undefined ? {} : { metrics }),
    ...(tracing === undefined ? {} : { tracing }),
  }).add(ChainServiceService, grpcMethods({ chain, dueEpoch }));
  try {
    await server.start();
  } catch (error) {
    const text = `gRPC port: expected ${host}:${port} to be free, got ${messageOf(error)}`;
    throw new ChainError('PORT_IN_USE', text, { host, port }, { cause: error });
  }
  const stop = async (): Promise<void> => {
    await Promise.race([server.drain(), sleep(systemClock({ background: true }), DRAIN_MS)]);
    await server.stop();
  };
  return { port: server.port, stop };
}
