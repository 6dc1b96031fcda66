import { describe, expect, it } from 'vitest';
import { Channel } from './channel.js';

async function drain<T>(channel: Channel<T>) {
  const seen: T[] = [];
  for await (const item of channel) seen.push(item);
  return seen;
}

describe('Channel', () => {
  it('gives what was pushed before and after the reader came, then ends', async () => {
    const channel = new Channel<number>();
    channel.push(1);
    const reading = drain(channel);
    await Promise.resolve();
    channel.push(2);
    channel.end();
    channel.push(3);
    await expect(reading).resolves.toEqual([1, 2]);
  });

  it('throws its error after what was in it', async () => {
    const channel = new Channel<number>();
    channel.push(1);
    channel.end(new RangeError('x'));
    const iterator = channel[Symbol.asyncIterator]();
    expect((await iterator.next()).value).toBe(1);
    await expect(iterator.next()).rejects.toThrow(RangeError);
  });

  it('is bounded', async () => {
    const channel = new Channel<number>(2);
    for (const item of [1, 2, 3]) channel.push(item);
    await expect(drain(channel)).rejects.toMatchObject({ code: 'TOO_MANY_REQUESTS' });
  });
});
