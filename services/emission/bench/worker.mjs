// A quorum's worker at 256 × 64: what an epoch costs it, transport apart. Real nats-server, real gRPC. Yardstick: bare runEpoch.
import { keyFromUri } from '@yumanet/chain-client';
import { ChainServiceService } from '@yumanet/proto/chain/v1';
import { EpochDue } from '@yumanet/proto/emission/v1';
import { subjectsOf, topicsOf } from '@yumanet/proto';
import {
  Bus,
  GrpcServer,
  NatsServerProcess,
  WorkQueue,
  createGrpcClient,
  createMetrics,
  ensureNatsServer,
  ensureStream,
  follow,
  silentLogger,
} from '@yumanet/service-kit';
import { inputDigest, inputOf, snapshotCodec } from '@yumanet/subtensor';
import { createYuma } from '@yumanet/yuma-core';
import { computeEpoch } from '../dist/worker/compute-epoch.js';
import { EpochWorker } from '../dist/worker/epoch-worker.js';
import { UIDS, VALIDATORS, encodedSnapshot, median, round, tempFolder, times } from './harness.mjs';

const GENESIS = Buffer.alloc(32, 1);
const EPOCHS = 100;
const NETWORK = 'bench';

export async function benchWorker() {
  const yuma = createYuma({ backend: 'wasm' });
  await yuma.whenReady();
  const key = await keyFromUri('//Worker');
  const inputs = new Map(
    Array.from({ length: 2 * EPOCHS }, (_, k) => {
      const encoded = encodedSnapshot(1_000 + k);
      return [inputDigest(encoded), encoded];
    }),
  );
  const names = [...inputs.keys()];
  const decoded = inputOf(snapshotCodec().decode(inputs.get(names[0])));
  const bare = () => yuma.runEpoch(decoded);
  const compute = (k) =>
    computeEpoch(GENESIS, Buffer.from(names[k], 'hex'), inputs.get(names[k]), { key, yuma });
  await times(20, bare);
  await times(20, compute);
  const bareMs = median(await times(EPOCHS, bare));
  const computeMs = median(await times(EPOCHS, compute));
  const { oneMs, perSecond } = await overTheWire(inputs, names, { yuma, key });
  yuma.dispose();
  return {
    name: `worker, ${UIDS}×${VALIDATORS}`,
    bareRunEpochMs: round(bareMs),
    decodeComputeEncodeSignMs: round(computeMs),
    transportMs: round(oneMs - computeMs),
    ratioToBare: round(computeMs / bareMs),
    epochsPerSecond: round(perSecond),
    inputBytes: inputs.get(names[0]).length,
  };
}

/** The worker itself: jobs from the queue, inputs by gRPC, results on the bus. One job at a time, then all at once. */
async function overTheWire(inputs, names, { yuma, key }) {
  ensureNatsServer();
  const folder = tempFolder();
  const nats = new NatsServerProcess({ dir: folder.path });
  await nats.start();
  const bus = new Bus({ servers: [nats.url], connectionName: 'bench', requestMs: 5_000 });
  await bus.start();
  const refuse = () => Promise.reject(new Error('not of this benchmark'));
  const handlers = Object.fromEntries(Object.keys(ChainServiceService).map((name) => [name, refuse]));
  const getDueEpoch = ({ digest }) => Promise.resolve({ input: inputs.get(digest.toString('hex')) });
  const server = new GrpcServer({
    host: '127.0.0.1',
    port: 0,
    metrics: createMetrics({ service: 'bench', version: '1' }),
  });
  server.add(ChainServiceService, { ...handlers, getDueEpoch });
  await server.start();
  const chain = createGrpcClient(ChainServiceService, { address: `127.0.0.1:${server.port}` });
  const topic = topicsOf(NETWORK).epochComputed;
  await ensureStream(bus, { name: topic.stream, subjects: [topic.subject] });
  const subjects = subjectsOf(NETWORK);
  const queue = await WorkQueue.create(bus, {
    ...{ name: subjects.epochQueue, subject: subjects.epochDue, type: EpochDue },
    ...{ ackWaitMs: 1_000, maxAttempts: 1_000, backoff: { initialMs: 20, maxMs: 100 } },
  });
  const worker = new EpochWorker({
    bus,
    chain,
    yuma,
    key: () => Promise.resolve(key),
    logger: silentLogger(),
    stream: () => Promise.resolve({ network: NETWORK, replicas: 1, genesisHash: GENESIS }),
    onFatal: (error) => {
      throw error;
    },
  });
  await worker.start();
  const stop = new AbortController();
  let heard = () => undefined;
  let count = 0;
  const listening = (async () => {
    for await (const _ of follow(bus, topic, { from: 1, signal: stop.signal })) {
      count += 1;
      heard();
    }
  })();
  const until = async (number) => {
    while (count < number) await new Promise((resolve) => (heard = resolve));
  };
  const push = (k) =>
    queue.push(
      {
        genesisHash: GENESIS,
        digest: Buffer.from(names[k], 'hex'),
        block: BigInt(1_000 + k),
        deadlineMs: BigInt(Date.now() + 60_000),
        copy: 0,
      },
      names[k],
    );
  const ms = await times(EPOCHS, async (k) => {
    await push(k);
    await until(k + 1);
  });
  const began = performance.now();
  await Promise.all(Array.from({ length: EPOCHS }, (_, k) => push(EPOCHS + k)));
  await until(2 * EPOCHS);
  const perSecond = (1_000 * EPOCHS) / (performance.now() - began);
  stop.abort();
  await worker.drain();
  await listening;
  chain.close();
  await server.stop();
  await bus.stop();
  await nats.stop();
  folder.remove();
  return { oneMs: median(ms.slice(10)), perSecond };
}
