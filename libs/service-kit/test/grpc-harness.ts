/** A gRPC chain service of test doubles, its clients, and their end. */
import { Client, credentials } from '@grpc/grpc-js';
import { ChainServiceService, type GetBlockRequest } from '@yumanet/proto/chain/v1';
import { afterEach } from 'vitest';
import { kitError } from '../src/errors.js';
import { createGrpcClient, type GrpcClient, type GrpcClientOptions } from '../src/grpc/client.js';
import { GrpcServer, type GrpcServerOptions } from '../src/grpc/server.js';
import type { Handlers } from '../src/grpc/service-types.js';

export type Chain = typeof ChainServiceService;
export const DEADLINE = { deadlineMs: 5_000 };
export const BEST: GetBlockRequest = { block: undefined };

export const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

const refuse = () => Promise.reject(kitError('NOT_FOUND', 'method: expected a test double, got none'));

/** A chain service of which each test gives the methods it needs. */
function handlers(own: Partial<Handlers<Chain>>): Handlers<Chain> {
  return {
    submitExtrinsic: refuse,
    // oxlint-disable-next-line typescript/require-await
    async *watchExtrinsic() {
      throw kitError('NOT_FOUND', 'x');
    },
    getBlock: () => Promise.resolve({ block: undefined }),
    // oxlint-disable-next-line typescript/require-await
    async *streamBlocks() {
      yield { block: undefined };
    },
    getStorage: refuse,
    readState: refuse,
    queryStorage: refuse,
    getAccount: refuse,
    getRuntime: refuse,
    getEpochSnapshot: refuse,
    getDueEpoch: refuse,
    ...own,
  };
}

export async function serve(own: Partial<Handlers<Chain>> = {}, options: Partial<GrpcServerOptions> = {}) {
  const server = new GrpcServer({ host: '127.0.0.1', port: 0, ...options }).add(
    ChainServiceService,
    handlers(own),
  );
  await server.start();
  cleanups.push(() => server.stop());
  return server;
}

export function dial(server: GrpcServer, options: Partial<GrpcClientOptions<Chain>> = {}): GrpcClient<Chain> {
  const client = createGrpcClient(ChainServiceService, { address: `localhost:${server.port}`, ...options });
  cleanups.push(() => client.close());
  return client;
}

export function withResolvers() {
  let resolve: () => void = () => undefined;
  const promise = new Promise<void>((done) => (resolve = done));
  return { promise, resolve };
}

export function blockOf(number: bigint) {
  const empty = Buffer.alloc(0);
  const header = {
    number,
    parentHash: empty,
    stateRoot: empty,
    extrinsicsRoot: empty,
    encoded: Buffer.alloc(1_000),
    hash: empty,
  };
  return { header, extrinsics: [], events: empty, finalized: true, epochs: [] };
}

/** Asks grpc.health.v1: 1 is SERVING, 2 NOT_SERVING. */
export async function healthOf(server: GrpcServer, service: string): Promise<number | undefined> {
  const raw = new Client(`localhost:${server.port}`, credentials.createInsecure());
  cleanups.push(() => raw.close());
  const request = Buffer.concat([Buffer.from([0x0a, service.length]), Buffer.from(service)]);
  const answer = await new Promise<Buffer>((resolve, reject) => {
    const same = (bytes: Buffer) => bytes;
    raw.makeUnaryRequest('/grpc.health.v1.Health/Check', same, same, request, (error, value) =>
      error || !value ? reject(error ?? new Error('no answer')) : resolve(value),
    );
  });
  return answer[1];
}
