// gRPC through the kit (deadlines, limits, errors, logs, metrics, traces) against @grpc/grpc-js bare.
import { Client, Server, ServerCredentials, credentials } from '@grpc/grpc-js';
import { ChainServiceService } from '@yumanet/proto/chain/v1';
import { GrpcServer, createGrpcClient, createMetrics } from '../dist/index.js';
import { compare, rate } from './measure.mjs';

const ITEMS = 5_000;
const empty = Buffer.alloc(0);
const header = {
  number: 1n,
  parentHash: empty,
  stateRoot: empty,
  extrinsicsRoot: empty,
  encoded: empty,
  hash: empty,
};
const answer = {
  block: { header, extrinsics: [], events: Buffer.alloc(1_000), finalized: true, epochs: [] },
};

async function startOurs() {
  const handlers = new Proxy({}, { get: () => () => Promise.resolve(answer) });
  const server = new GrpcServer({
    host: '127.0.0.1',
    port: 0,
    metrics: createMetrics({ service: 'bench', version: '1' }),
  });
  const streaming = {
    async *streamBlocks() {
      for (let i = 0; i < ITEMS; i += 1) yield answer;
    },
  };
  const all = Object.fromEntries(
    Object.keys(ChainServiceService).map((name) => [name, streaming[name] ?? handlers[name]]),
  );
  server.add(ChainServiceService, all);
  await server.start();
  const client = createGrpcClient(ChainServiceService, { address: `localhost:${server.port}` });
  return { client, stop: () => (client.close(), server.stop()) };
}

async function startBare() {
  const server = new Server();
  const all = Object.fromEntries(
    Object.keys(ChainServiceService).map((name) => [name, (_call, callback) => callback(null, answer)]),
  );
  all.streamBlocks = async (call) => {
    for (let i = 0; i < ITEMS; i += 1)
      if (!call.write(answer)) await new Promise((resolve) => call.once('drain', resolve));
    call.end();
  };
  server.addService(ChainServiceService, all);
  const port = await new Promise((resolve, reject) =>
    server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(error) : resolve(bound),
    ),
  );
  const client = new Client(`localhost:${port}`, credentials.createInsecure());
  const { getBlock, streamBlocks } = ChainServiceService;
  return {
    unary: () =>
      new Promise((resolve, reject) =>
        client.makeUnaryRequest(
          getBlock.path,
          getBlock.requestSerialize,
          getBlock.responseDeserialize,
          { block: undefined },
          (error, value) => (error ? reject(error) : resolve(value)),
        ),
      ),
    stream: () =>
      client.makeServerStreamRequest(
        streamBlocks.path,
        streamBlocks.requestSerialize,
        streamBlocks.responseDeserialize,
        {
          includeUnfinalized: false,
        },
      ),
    stop: () => (client.close(), server.forceShutdown()),
  };
}

async function itemsPerSecond(open) {
  const began = performance.now();
  let items = 0;
  for await (const _ of open()) items += 1;
  return items / ((performance.now() - began) / 1000);
}

export async function benchGrpc() {
  const ours = await startOurs();
  const bare = await startBare();
  const results = [
    await compare(
      'unary calls, 32 in flight, 1 kB',
      '/s',
      () => rate(() => ours.client.getBlock({ block: undefined }, { deadlineMs: 5_000 })),
      () => rate(bare.unary),
    ),
    await compare(
      'items of a stream, 1 kB',
      '/s',
      () => itemsPerSecond(() => ours.client.streamBlocks({ includeUnfinalized: false }, { idleMs: 5_000 })),
      () => itemsPerSecond(bare.stream),
    ),
  ];
  await ours.stop();
  await bare.stop();
  return results;
}
