import { ChainServiceService } from '@yumanet/proto/chain/v1';
import {
  Health,
  createGrpcClient,
  silentLogger,
  type GrpcClient,
  type TlsIdentity,
} from '@yumanet/service-kit';
import { onTestFinished } from 'vitest';
import { startGrpc } from '../src/grpc/start-grpc.js';
import type { ChainOptions } from '../src/node/chain.js';
import { openToyChain, type ToyChain } from './toy-chain.js';

export type ChainClient = GrpcClient<typeof ChainServiceService>;

/** What every call of a test is given; a busy machine is slow, not wrong. */
export const DEADLINE = { deadlineMs: 20_000 };
export const IDLE = { idleMs: 20_000 };

export interface ToyGrpc extends ToyChain {
  readonly port: number;
  readonly client: ChainClient;
  readonly health: Health;
  readonly stopServer: () => Promise<void>;
}

/** A client of a gRPC server, closed after the test. */
export function dial(port: number, tls?: TlsIdentity): ChainClient {
  const client = createGrpcClient(ChainServiceService, {
    address: `localhost:${port}`,
    ...(tls === undefined ? {} : { tls }),
  });
  onTestFinished(() => client.close());
  return client;
}

/** The gRPC service over a chain of the toy runtime, and a client of it. */
export async function startToyGrpc(
  options: Partial<ChainOptions> = {},
  tls?: { readonly server: TlsIdentity; readonly client: TlsIdentity },
): Promise<ToyGrpc> {
  const toy = openToyChain(undefined, options);
  const health = new Health();
  const server = await startGrpc(toy.chain, {
    host: '127.0.0.1',
    port: 0,
    maxMessageBytes: 8 * 1024 * 1024,
    tls: tls?.server,
    health,
    log: silentLogger(),
  });
  onTestFinished(() => server.stop());
  const client = dial(server.port, tls?.client);
  return { ...toy, port: server.port, client, health, stopServer: () => server.stop() };
}

/** The first `count` items of a stream. */
export async function take<T>(items: AsyncIterable<T>, count: number): Promise<T[]> {
  const taken: T[] = [];
  for await (const item of items) if (taken.push(item) === count) break;
  return taken;
}
