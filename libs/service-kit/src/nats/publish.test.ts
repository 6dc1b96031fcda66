import { InMemorySpanExporter } from '@opentelemetry/sdk-trace-base';
import { BlockFinalized } from '@yumanet/proto/chain/v1';
import { beforeEach, describe, expect, it } from 'vitest';
import { blockFinalized, heightOf, useNats } from '../../test/nats-harness.js';
import { createMetrics } from '../metrics.js';
import { OpenTelemetryTracing } from '../tracing/open-telemetry-tracing.js';
import type { Bus } from './bus.js';
import { follow, type FollowOptions } from './follow.js';
import { Publisher } from './publish.js';
import type { Received } from './receive.js';
import { ensureStream } from './streams.js';
import type { Topic } from './topic.js';

const nats = useNats();
let counter = 0;
let topic: Topic<BlockFinalized>;
let bus: Bus;

beforeEach(async () => {
  const name = `t${(counter += 1)}`;
  topic = { subject: `${name}.block`, stream: name, type: BlockFinalized, objectBucket: `${name}-objects` };
  bus = await nats.connect();
  await ensureStream(bus, { name, subjects: [topic.subject] });
});

const publish = (n: number, bytes?: number) =>
  new Publisher(bus, topic).publish(blockFinalized(n, bytes), { messageId: `b-${n}` });

/** Reads until `count` messages have come. */
async function read(count: number, options: Partial<FollowOptions> = {}) {
  const seen: Received<BlockFinalized>[] = [];
  const signal = AbortSignal.timeout(20_000);
  for await (const received of follow(bus, topic, { from: 1, signal, ...options })) {
    seen.push(received);
    if (seen.length === count) break;
  }
  return seen;
}

describe('publish', () => {
  it('stores a message id once', async () => {
    expect(await publish(1)).toEqual({ sequence: 1, duplicate: false });
    expect(await publish(1)).toEqual({ sequence: 1, duplicate: true });
    expect(await publish(2)).toEqual({ sequence: 2, duplicate: false });
  });

  it('fails when somebody else wrote first, naming both sequences', async () => {
    const publisher = new Publisher(bus, topic);
    await publisher.publish(blockFinalized(1), { messageId: 'a', expectedSequence: 0 });
    const late = publisher.publish(blockFinalized(1), { messageId: 'b', expectedSequence: 0 });
    await expect(late).rejects.toMatchObject({ code: 'SEQUENCE_CONFLICT', data: { expected: 0, last: 1 } });
  });

  it('one of many concurrent writers of a sequence wins', async () => {
    const publisher = new Publisher(bus, topic);
    const all = await Promise.allSettled(
      Array.from({ length: 20 }, (_, i) =>
        publisher.publish(blockFinalized(1), { messageId: `w${i}`, expectedSequence: 0 }),
      ),
    );
    expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('refuses a stream that does not exist', async () => {
    const publisher = new Publisher(bus, { ...topic, subject: 'nobody.listens' });
    await expect(publisher.publish(blockFinalized(1), { messageId: 'x' })).rejects.toMatchObject({
      code: 'UNAVAILABLE',
    });
  });

  it('refuses a large message without an object bucket', async () => {
    const { objectBucket: _, ...plain } = topic;
    const large = new Publisher(bus, plain).publish(blockFinalized(1, 600_000), { messageId: 'x' });
    await expect(large).rejects.toMatchObject({ code: 'MESSAGE_TOO_LARGE' });
  });
});

describe('follow', () => {
  it('gives messages in order from any sequence, with id and sequence', async () => {
    for (let n = 1; n <= 5; n += 1) await publish(n);
    const seen = await read(3, { from: 3 });
    expect(seen.map(({ message, sequence, messageId }) => [heightOf(message), sequence, messageId])).toEqual([
      [3, 3, 'b-3'],
      [4, 4, 'b-4'],
      [5, 5, 'b-5'],
    ]);
  });

  it('`new` gives what comes from now on; the signal ends it', async () => {
    await publish(1);
    const controller = new AbortController();
    const seen: number[] = [];
    const done = (async () => {
      for await (const { message } of follow(bus, topic, { from: 'new', signal: controller.signal })) {
        seen.push(heightOf(message));
      }
    })();
    await expect
      .poll(async () => (await bus.manager.streams.info(topic.stream)).state.consumer_count)
      .toBe(1);
    await publish(2);
    await expect.poll(() => seen).toEqual([2]);
    controller.abort();
    await done;
  });

  it('large messages come whole, through the object store', async () => {
    await publish(1, 3_000_000);
    await publish(2, 3_000_000);
    const seen = await read(2);
    expect(seen.map(({ message }) => message.block?.events.length)).toEqual([3_000_000, 3_000_000]);
    expect(seen[1]?.message.block?.events[0]).toBe(2);
  });

  it('bad messages are refused with a code and passed over', async () => {
    const metrics = createMetrics({ service: 'emission', version: '1' });
    bus = await nats.connect({ metrics });
    await publish(1);
    const { headers } = await import('@nats-io/transport-node');
    const lost = headers();
    lost.set('Yumanet-Object', 'no-such-object');
    for (const bytes of [[0x0a, 0x7f], [0x0f], Array.from({ length: 11 }, () => 0xff)]) {
      await bus.jetstream.publish(topic.subject, Uint8Array.from(bytes));
    }
    await bus.jetstream.publish(topic.subject, new Uint8Array(), { headers: lost });
    await publish(2);
    const bad: string[] = [];
    const seen = await read(2, { onBad: ({ code }, sequence) => bad.push(`${sequence} ${code}`) });
    expect(seen.map(({ sequence }) => sequence)).toEqual([1, 6]);
    expect(bad).toEqual(['2 BAD_MESSAGE', '3 BAD_MESSAGE', '4 BAD_MESSAGE', '5 BAD_MESSAGE']);
    expect(await metrics.metrics()).toMatch(/yumanet_bus_bad_messages_total\{.*\} 4/);
  });

  it('says so when messages that were asked for are gone', async () => {
    for (let n = 1; n <= 4; n += 1) await publish(n);
    await bus.manager.streams.purge(topic.stream, { seq: 3 });
    await expect(read(1)).rejects.toMatchObject({ code: 'STREAM_GAP', data: { expected: 1, got: 3 } });
    await bus.manager.streams.deleteMessage(topic.stream, 4);
    await publish(5);
    await expect(read(2, { from: 3 })).rejects.toMatchObject({
      code: 'STREAM_GAP',
      data: { expected: 4, got: 5 },
    });
  });

  it('goes on without gap or double when the server dies and comes back', async () => {
    const seen: number[] = [];
    const controller = new AbortController();
    const done = (async () => {
      for await (const { message } of follow(bus, topic, { from: 1, signal: controller.signal })) {
        seen.push(heightOf(message));
      }
    })();
    for (let n = 1; n <= 20; n += 1) await publish(n);
    await nats.server.kill('SIGKILL');
    await nats.server.start();
    await bus.connected(AbortSignal.timeout(5_000));
    for (let n = 21; n <= 40; n += 1) await publish(n);
    await expect.poll(() => seen.length, { timeout: 20_000 }).toBe(40);
    expect(seen).toEqual(Array.from({ length: 40 }, (_, i) => i + 1));
    controller.abort();
    await done;
  });

  it('carries the publisher’s trace', async () => {
    const exporter = new InMemorySpanExporter();
    const tracing = new OpenTelemetryTracing({ service: 'chain', version: '1', exporter });
    bus = await nats.connect({ tracing });
    let published: string | undefined;
    await tracing.span('block', {}, async () => {
      published = tracing.ids().trace_id;
      await publish(1);
    });
    const [received] = await read(1);
    await tracing.span('import', received ? { parent: received.context } : {}, () => {
      expect(tracing.ids().trace_id).toBe(published);
      return Promise.resolve();
    });
    await tracing.stop();
  });
});

describe('ensureStream', () => {
  it('is repeatable and brings limits up to date', async () => {
    await ensureStream(bus, { name: topic.stream, subjects: [topic.subject], maxMessages: 7 });
    expect((await bus.manager.streams.info(topic.stream)).config.max_msgs).toBe(7);
  });

  it.each([
    [{ name: 'a b', subjects: [] }, /stream: expected letters/],
    [{ name: 'a', subjects: [], replicas: 9 }, /replicas: expected 1 to 5/],
  ])('refuses %j', async (options, message) => {
    await expect(ensureStream(bus, options)).rejects.toThrow(message);
  });

  it('an append-only stream cannot be purged', async () => {
    await ensureStream(bus, { name: 'log', subjects: ['log.x'], appendOnly: true });
    await expect(bus.manager.streams.purge('log')).rejects.toThrow();
  });
});
