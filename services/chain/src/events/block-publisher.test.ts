import type { Runtime } from '@yumanet/frame';
import { describe, expect, it } from 'vitest';
import { alice, TOY_RUNTIME, type ToyChain } from '../../test/toy-chain.js';
import { readStream, startNats, startPublishingToy, type PublishingToy } from '../../test/toy-publisher.js';
import { tempFolder } from '../../test/temp-folder.js';
import { toyTransfer } from '../../test/toy-runtime.js';
import { decodeHeader } from '../node/block/header.js';
import { SYSTEM_EVENTS } from '../node/state/chain-store.js';

async function seal({ chain }: Pick<ToyChain, 'chain'>, count: number): Promise<void> {
  for (let n = 0; n < count; n++) await chain.seal();
}
const published = ({ publisher }: PublishingToy): number => (publisher.next ?? 0) - 1;

/** Expects the stream to hold exactly the blocks 0 to `last` of the chain, each once, in order. */
async function expectWhole(url: string, { topic, store }: PublishingToy, last: number) {
  const received = await readStream(url, topic, last);
  const got = received.map(({ sequence, message }) => [
    sequence,
    Buffer.from(message.block!.header!.hash).toString('hex'),
  ]);
  const expected = Array.from({ length: last + 1 }, (_, n) => [
    n + 1,
    Buffer.from(store.hashOf(n)!).toString('hex'),
  ]);
  expect(got).toEqual(expected);
  return received;
}

/** The toy runtime with events: `bytes` of them in block 2, few in the others. */
function withEvents(bytes: number): Runtime {
  return {
    ...TOY_RUNTIME,
    call(method, input, storage, host) {
      const result = TOY_RUNTIME.call(method, input, storage, host);
      if (method === 'Core_initialize_block') {
        const { number } = decodeHeader(input);
        storage.put(SYSTEM_EVENTS, new Uint8Array(number === 2 ? bytes : 3).fill(number));
      }
      return result;
    },
  };
}

describe('BlockPublisher', () => {
  it('publishes every final block and its events, from genesis, then each as it becomes final', async () => {
    const nats = await startNats();
    const toy = startPublishingToy(nats.url, { runtime: withEvents(3) });
    await toy.chain.pool.submit(toyTransfer(alice, 0));
    await seal(toy, 5);
    await expect.poll(() => published(toy)).toBe(4);
    const received = await expectWhole(nats.url, toy, 4);
    const { block, genesisHash } = received[1]!.message;
    expect([...block!.events]).toEqual([1, 1, 1]);
    expect(block!.extrinsics).toHaveLength(2);
    expect(block!.finalized).toBe(true);
    expect(Buffer.compare(genesisHash, toy.store.hashOf(0)!)).toBe(0);
    expect([toy.detail(), toy.logged]).toEqual([undefined, ['publishing blocks']]);
  });

  it('goes on after a restart of the chain, without a gap or a double', async () => {
    const nats = await startNats();
    const path = tempFolder();
    const first = startPublishingToy(nats.url, { path });
    await seal(first, 6);
    await expect.poll(() => published(first)).toBe(5);
    await first.publisher.stop();
    // These become final while nobody publishes; the next start finds them in the store.
    await seal(first, 30);
    await first.close();
    const second = startPublishingToy(nats.url, { path });
    await seal(second, 3);
    await expect.poll(() => published(second)).toBe(second.store.finalised);
    await expectWhole(nats.url, second, second.store.finalised);
    expect(second.store.finalised).toBeGreaterThan(35);
  });

  it('lets the chain go on while NATS is down, says so, and catches up', async () => {
    const nats = await startNats();
    const toy = startPublishingToy(nats.url);
    await seal(toy, 3);
    await expect.poll(() => published(toy)).toBe(2);
    await nats.kill('SIGKILL');
    await expect.poll(() => toy.detail()).toContain('not publishing');
    await seal(toy, 20);
    await expect.poll(() => toy.detail()).toContain('20 final blocks wait');
    expect(toy.health.report().ready).toBe(true);
    expect(toy.store.head).toBe(23);
    expect(toy.logged).toContain('blocks are not published; the chain goes on');
    await nats.start();
    await expect.poll(() => published(toy), { timeout: 20_000 }).toBe(22);
    expect(toy.detail()).toBeUndefined();
    await expectWhole(nats.url, toy, 22);
    expect(toy.fatal).toEqual([]);
  });

  it('begins when NATS comes, if it was not there at the start', async () => {
    const nats = await startNats();
    const { url } = nats;
    await nats.stop();
    const toy = startPublishingToy(url);
    await seal(toy, 3);
    await expect.poll(() => toy.detail()).toContain('not publishing (UNAVAILABLE)');
    await nats.start();
    await expect.poll(() => published(toy), { timeout: 20_000 }).toBe(2);
    await expectWhole(url, toy, 2);
  });

  it('publishes a block once whose acknowledgement was lost', async () => {
    const nats = await startNats();
    const toy = startPublishingToy(nats.url, { requestMs: 1_000 });
    await seal(toy, 3);
    await expect.poll(() => published(toy)).toBe(2);
    // Frozen, it takes the bytes but does not answer; awake again, it stores what it was sent.
    await nats.kill('SIGSTOP');
    await seal(toy, 2);
    await expect.poll(() => toy.detail()).toContain('not publishing (DEADLINE_EXCEEDED)');
    await nats.kill('SIGCONT');
    await expect.poll(() => published(toy), { timeout: 20_000 }).toBe(4);
    await expectWhole(nats.url, toy, 4);
  });

  it('carries a block too large for a message through the object store', async () => {
    const nats = await startNats();
    const path = tempFolder();
    const runtime = withEvents(3_000_000);
    const toy = startPublishingToy(nats.url, { path, runtime });
    await seal(toy, 3);
    await expect.poll(() => published(toy)).toBe(2);
    await toy.close();
    // Also as the last message of the stream, which a restart reads.
    const again = startPublishingToy(nats.url, { path, runtime });
    await seal(again, 2);
    await expect.poll(() => published(again)).toBe(again.store.finalised);
    const received = await expectWhole(nats.url, again, again.store.finalised);
    const { events } = received[2]!.message.block!;
    expect([events.length, events[0], events.at(-1)]).toEqual([3_000_000, 2, 2]);
  });

  it('publishes nothing into a stream of another chain', async () => {
    const nats = await startNats();
    const first = startPublishingToy(nats.url);
    await seal(first, 5);
    await expect.poll(() => published(first)).toBe(4);
    // Same genesis, other blocks; it ends while the other is longer, and would fork the stream.
    const other = startPublishingToy(nats.url);
    await seal(other, 2);
    await expect.poll(() => other.detail()).toContain('STREAM_FOREIGN');
    await other.chain.pool.submit(toyTransfer(alice, 0));
    await seal(other, 8);
    await expect.poll(() => other.detail()).toContain('another block of that height');
    await seal(first, 1);
    await expect.poll(() => published(first)).toBe(5);
    await expectWhole(nats.url, first, 5);
  });
});
