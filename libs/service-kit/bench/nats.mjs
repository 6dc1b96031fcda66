// JetStream through the kit against @nats-io bare: publish → receive, and blocks per second appended to three copies.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BlockFinalized } from '@yumanet/proto/chain/v1';
import { Bus, NatsCluster, NatsServerProcess, Publisher, ensureStream, follow } from '../dist/index.js';
import { compare, median, rate } from './measure.mjs';

const empty = Buffer.alloc(0);
const header = {
  number: 1n,
  parentHash: empty,
  stateRoot: empty,
  extrinsicsRoot: empty,
  encoded: empty,
  hash: empty,
};
const message = {
  genesisHash: Buffer.alloc(32),
  block: { header, extrinsics: [], events: Buffer.alloc(1_000), finalized: true, epochs: [] },
};
const SAMPLES = 300;
let ids = 0;
const nextId = () => `bench-${(ids += 1)}`;

/** Milliseconds from the call of publish to the message in the reader's hands, one after the other. */
async function latency(publish, received) {
  const samples = [];
  for (let i = 0; i < SAMPLES; i += 1) {
    const began = performance.now();
    const arrived = received();
    await publish();
    await arrived;
    samples.push(performance.now() - began);
  }
  return median(samples);
}

/** Lets a loop over messages be awaited one message at a time. */
function stepper(messages) {
  const iterator = messages[Symbol.asyncIterator]();
  return { next: () => iterator.next(), stop: () => iterator.return?.() };
}

async function benchLatency(bus) {
  await ensureStream(bus, { name: 'lat', subjects: ['lat.ours'] });
  await ensureStream(bus, { name: 'bare', subjects: ['lat.bare'] });
  const controller = new AbortController();
  const topic = { subject: 'lat.ours', stream: 'lat', type: BlockFinalized };
  const publisher = new Publisher(bus, topic);
  const ours = stepper(follow(bus, topic, { from: 1, signal: controller.signal }));
  const consumer = await bus.jetstream.consumers.get('bare');
  const messages = await consumer.consume();
  const bare = stepper(messages);
  const result = await compare(
    'publish → receive, one copy, 1 kB',
    'ms',
    () =>
      latency(
        () => publisher.publish(message, { messageId: nextId() }),
        () => ours.next(),
      ),
    () =>
      latency(
        () => bus.jetstream.publish('lat.bare', BlockFinalized.encode(message).finish(), { msgID: nextId() }),
        async () => BlockFinalized.decode((await bare.next()).value.data),
      ),
  );
  controller.abort();
  // Not awaited: it waits for a reader, and there is none any more.
  void messages.close();
  return result;
}

async function benchCluster(bus) {
  await ensureStream(bus, { name: 'r3', subjects: ['r3.ours', 'r3.bare'], replicas: 3 });
  const publisher = new Publisher(bus, { subject: 'r3.ours', stream: 'r3', type: BlockFinalized });
  let last = 0;
  const one = { seconds: 3, inFlight: 1 };
  return compare(
    'blocks appended at the expected sequence, three copies on loopback',
    '/s',
    () =>
      rate(
        async () =>
          (last = (await publisher.publish(message, { messageId: nextId(), expectedSequence: last }))
            .sequence),
        one,
      ),
    () =>
      rate(async () => {
        const bytes = BlockFinalized.encode(message).finish();
        const ack = await bus.jetstream.publish('r3.bare', bytes, {
          msgID: nextId(),
          expect: { lastSequence: last },
        });
        last = ack.seq;
      }, one),
  );
}

async function withBus(server, servers, work) {
  await server.start();
  const bus = new Bus({ servers: servers(), connectionName: 'bench' });
  try {
    await bus.start();
    return await work(bus);
  } finally {
    await bus.stop();
    await server.stop();
  }
}

export async function benchNats() {
  const dir = mkdtempSync(join(tmpdir(), 'yumanet-bench-'));
  try {
    const one = new NatsServerProcess({ dir: join(dir, 'one') });
    const three = new NatsCluster({ dir: join(dir, 'three') });
    return [
      await withBus(one, () => [one.url], benchLatency),
      await withBus(three, () => three.urls, benchCluster),
    ];
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}
