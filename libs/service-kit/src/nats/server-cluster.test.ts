import { BlockFinalized } from '@yumanet/proto/chain/v1';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { blockFinalized, heightOf, tempDir } from '../../test/nats-harness.js';
import { Bus } from './bus.js';
import { follow } from './follow.js';
import { Lease } from './lease.js';
import { Publisher } from './publish.js';
import { NatsCluster } from './server-cluster.js';
import { ensureStream } from './streams.js';

describe('a cluster of three', () => {
  const dir = tempDir();
  const cluster = new NatsCluster({ dir: dir.path });
  const topic = { subject: 'c.block', stream: 'c', type: BlockFinalized };
  let bus: Bus;

  beforeAll(async () => {
    await cluster.start();
    bus = new Bus({
      servers: cluster.urls,
      connectionName: 'test',
      reconnect: { initialMs: 50, maxMs: 200 },
      requestMs: 3_000,
    });
    await bus.start();
  }, 60_000);
  afterAll(async () => {
    await bus.stop();
    await cluster.stop();
    dir.remove();
  });

  it('what was refused is stored when it comes at its turn, whatever its id', async () => {
    await ensureStream(bus, { name: 'r', subjects: ['r.block'], replicas: 3 });
    const publisher = new Publisher(bus, { ...topic, stream: 'r', subject: 'r.block' });
    const publish = (messageId: string, expectedSequence: number) =>
      publisher.publish(blockFinalized(expectedSequence), { messageId, expectedSequence });
    for (let last = 0; last < 20; last += 2) {
      const both = [`x${last}`, `y${last}`];
      const done = await Promise.allSettled(both.map((id) => publish(id, last)));
      const refused = both.filter((_, i) => done[i]!.status === 'rejected');
      expect(refused).toHaveLength(1);
      expect(await publish(refused[0]!, last + 1)).toEqual({ sequence: last + 2, duplicate: false });
    }
  });

  it('keeps every acknowledged message when the stream’s leader is killed', async () => {
    await ensureStream(bus, { name: 'c', subjects: ['c.block'], replicas: 3 });
    const publisher = new Publisher(bus, topic);
    /** A repeat with the same expectation is safe: that is what a chain does after a lost answer. */
    const append = async (n: number) => {
      for (;;) {
        const done = await publisher
          .publish(blockFinalized(n), { messageId: `b${n}`, expectedSequence: n - 1, deadlineMs: 1_000 })
          .catch((error: unknown) => {
            const { code, data } = error as { code: string; data: { last?: number } };
            if (code === 'SEQUENCE_CONFLICT' && data.last === n) return { sequence: n };
            return undefined;
          });
        if (done) return done.sequence;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    };
    for (let n = 1; n <= 20; n += 1) expect(await append(n)).toBe(n);
    const leader = (await bus.manager.streams.info('c')).cluster?.leader;
    const index = ['n1', 'n2', 'n3'].indexOf(leader ?? '');
    await cluster.servers[index]?.kill('SIGKILL');
    for (let n = 21; n <= 40; n += 1) expect(await append(n)).toBe(n);
    const heights: number[] = [];
    for await (const { message } of follow(bus, topic, { from: 1, signal: AbortSignal.timeout(15_000) })) {
      heights.push(heightOf(message));
      if (heights.length === 40) break;
    }
    expect(heights).toEqual(Array.from({ length: 40 }, (_, i) => i + 1));
    await cluster.servers[index]?.start();
  }, 60_000);

  it('a lease works with three copies', async () => {
    const lease = await Lease.create(bus, {
      bucket: 'leases',
      name: 'leader',
      holder: 'a',
      ttlMs: 2_000,
      replicas: 3,
    });
    const held = await lease.acquire(AbortSignal.timeout(10_000));
    expect(held.isHeld()).toBe(true);
    await held.release();
  }, 30_000);
});
