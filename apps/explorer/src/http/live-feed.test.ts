import { expect, it } from 'vitest';
import type { EpochSummary } from '../api.js';
import { LiveFeed, type LiveEvent } from './live-feed.js';

const epoch = (block: number): LiveEvent => {
  const data: EpochSummary = { netuid: 1, block, verdict: 'equal', reason: '', raoEmission: '0' };
  return { event: 'epoch', data };
};

async function blocksOf(events: AsyncIterable<LiveEvent>): Promise<number[]> {
  const blocks: number[] = [];
  for await (const { data } of events) blocks.push((data as EpochSummary).block);
  return blocks;
}

it('tells everybody, in order, until they leave', async () => {
  const feed = new LiveFeed(2);
  const leaving = new AbortController();
  const heard = [feed.listen(leaving.signal), feed.listen(leaving.signal)].map(blocksOf);
  for (const block of [1, 2, 3]) feed.tell(epoch(block));
  await new Promise((resolve) => setImmediate(resolve));
  leaving.abort();
  expect(await Promise.all(heard)).toEqual([
    [1, 2, 3],
    [1, 2, 3],
  ]);
  expect(feed.listeners).toBe(0);
});

it('refuses one more than it may have, at once', () => {
  const feed = new LiveFeed(1);
  const { signal } = new AbortController();
  feed.listen(signal);
  expect(() => feed.listen(signal)).toThrow(expect.objectContaining({ code: 'TOO_MANY_READERS' }));
});

it('lets go of a reader that does not read: what waits for it is bounded', async () => {
  const feed = new LiveFeed(1);
  const events = feed.listen(new AbortController().signal);
  for (let block = 0; block < 1_000; block += 1) feed.tell(epoch(block));
  const heard = await blocksOf(events);
  expect(heard.length).toBeLessThan(100);
  expect(feed.listeners).toBe(0);
});
