import { describe, expect, it } from 'vitest';
import { Mailbox } from './mailbox.js';

const full = () => new Error('full');
const { signal: never } = new AbortController();

describe('Mailbox', () => {
  it('gives items in order, those that wait and those that come', async () => {
    const box = new Mailbox<number>(4, full);
    box.put(1);
    box.put(2);
    const reader = box.read(never);
    const values: unknown[] = [(await reader.next()).value, (await reader.next()).value];
    const third = reader.next();
    box.put(3);
    values.push((await third).value);
    expect(values).toEqual([1, 2, 3]);
  });

  it('ends with its error when the reader is too slow, after what fitted', async () => {
    const box = new Mailbox<number>(2, full);
    for (const n of [1, 2, 3, 4]) box.put(n);
    const seen: number[] = [];
    const read = async (): Promise<void> => {
      for await (const item of box.read(never)) seen.push(item);
    };
    await expect(read()).rejects.toThrow('full');
    expect(seen).toEqual([1, 2]);
  });

  it('ends with the signal while it waits', async () => {
    const controller = new AbortController();
    const next = new Mailbox<number>(1, full).read(controller.signal).next();
    controller.abort();
    expect(await next).toEqual({ done: true, value: undefined });
  });
});
