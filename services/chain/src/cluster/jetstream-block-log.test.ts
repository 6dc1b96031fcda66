import { expect, it } from 'vitest';
import { ToyLease, TOPIC, openLoggedToy, type LoggedToy } from '../../test/toy-cluster.js';
import { readStream, startNats } from '../../test/toy-publisher.js';
import { finalBlockMessage } from '../messages/block-message.js';
import type { Block } from '../node/block/block.js';

/** One that may append, with block 0 in the log and `count` blocks that are not final. */
async function leading(
  url: string,
  count: number,
): Promise<LoggedToy & { blocks: Block[]; lease: ToyLease }> {
  const toy = await openLoggedToy(url);
  const lease = new ToyLease();
  toy.log.begin(lease, (block) => finalBlockMessage(toy.chain, block));
  await toy.log.refill((await toy.bus.manager.streams.info(TOPIC.stream)).state.last_seq);
  const blocks: Block[] = [];
  for (let n = 0; n < count; n++) blocks.push(await toy.chain.seal());
  return { ...toy, blocks, lease };
}

it('calls final what the stream has acknowledged, in order, once', async () => {
  const nats = await startNats();
  const { log, store, blocks } = await leading(nats.url, 2);
  await expect(log.append(blocks[1]!)).rejects.toThrow('block log: expected block 1, got 2');
  await log.append(blocks[0]!);
  await log.append(blocks[1]!);
  expect([log.height, store.finalised]).toEqual([2, 2]);
  expect((await log.read(1))!.hash).toEqual(blocks[0]!.hash);
  expect((await log.read(1))!.extrinsics).toEqual(blocks[0]!.extrinsics);
  expect(await log.read(3)).toBeUndefined();
  const messages = await readStream(nats.url, TOPIC, 2);
  expect(messages.map(({ message }) => message.block!.finalized)).toEqual([true, true, true]);
});

it('appends nothing without a lease, and nothing of a leader that is not one any more', async () => {
  const nats = await startNats();
  const { chain, log, store, blocks, lease } = await leading(nats.url, 2);
  await log.append(blocks[0]!);
  lease.held = false;
  for (const block of [blocks[1]!, await chain.seal()])
    await expect(log.append(block)).rejects.toMatchObject({ code: 'NOT_LEADER' });
  expect(store.finalised).toBe(1);
  await readStream(nats.url, TOPIC, 1);
});

it('fences off a node that still believes in its lease: of two blocks of one height the first is in the log', async () => {
  const nats = await startNats();
  const old = await leading(nats.url, 0);
  const other = await leading(nats.url, 0);
  const [mine, theirs] = [await old.chain.seal(), await other.chain.seal()];
  // Another timestamp, another block.
  const next = await other.chain.seal();
  await other.log.append(theirs);
  await other.log.append(next);
  expect(mine.hash).toEqual(theirs.hash);
  await old.log.append(mine);
  const zombie = await old.chain.seal({ withTransactions: false });
  expect(zombie.hash).toEqual(next.hash);
  const forged = { ...zombie, hash: zombie.hash.map((byte) => byte ^ 1) };
  await expect(old.log.append(forged)).rejects.toMatchObject({ code: 'NOT_LEADER' });
  // Its term is over, whatever its lease says.
  await expect(old.log.append(zombie)).rejects.toMatchObject({ code: 'NOT_LEADER' });
  expect((await readStream(nats.url, TOPIC, 2)).map(({ sequence }) => sequence)).toEqual([1, 2, 3]);
});

it('waits while the stream does not answer, says so, and has the block in it once', async () => {
  const nats = await startNats();
  const { log, blocks, waiting } = await leading(nats.url, 1);
  await nats.kill('SIGKILL');
  const appended = log.append(blocks[0]!);
  await expect.poll(() => waiting.length, { timeout: 10_000 }).toBeGreaterThan(0);
  await nats.start();
  await appended;
  expect(waiting.at(-1)).toBeUndefined();
  await readStream(nats.url, TOPIC, 1);
});

it('takes an answer that was lost for what it is: the block is there already', async () => {
  const nats = await startNats();
  const { log, blocks, bus, store } = await leading(nats.url, 1);
  const publish = bus.jetstream.publish.bind(bus.jetstream);
  let sent = 0;
  bus.jetstream.publish = async (...args) => {
    const isFirst = sent++ === 0;
    const ack = await publish(...args);
    if (isFirst) throw new Error('answer lost');
    return ack;
  };
  await log.append(blocks[0]!);
  expect([sent, store.finalised]).toEqual([2, 1]);
  await readStream(nats.url, TOPIC, 1);
});
