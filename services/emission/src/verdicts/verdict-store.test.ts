import { EpochVerdict } from '@yumanet/proto/emission/v1';
import { describe, expect, it } from 'vitest';
import { VerdictStore } from './verdict-store.js';

const blockOf = async (next: Promise<IteratorResult<EpochVerdict, void>>): Promise<bigint | undefined> =>
  ((await next).value as EpochVerdict | undefined)?.block;

const verdict = (netuid: number, block: bigint) => EpochVerdict.fromPartial({ netuid, block });

function storeOf(keep: number, ...blocks: bigint[]): VerdictStore {
  const store = new VerdictStore(keep);
  for (const block of blocks) store.add(verdict(1, block));
  return store;
}

describe('VerdictStore', () => {
  it('finds an epoch, and the last of a subnet', () => {
    const store = storeOf(10, 21n, 42n);
    store.add(verdict(2, 45n));
    expect(store.find(1, 21n)?.block).toBe(21n);
    expect(store.find(1)?.block).toBe(42n);
    expect(store.find(2, 21n)).toBeUndefined();
    expect(store.last?.netuid).toBe(2);
  });

  it('keeps the newest', () => {
    const store = storeOf(2, 21n, 42n, 63n);
    expect([store.find(1, 21n), store.find(1, 42n)?.block]).toEqual([undefined, 42n]);
  });

  it('a reader gets kept ones from a height on, then new ones', async () => {
    const store = storeOf(10, 21n, 42n);
    const controller = new AbortController();
    const reader = store.follow(30n, controller.signal);
    expect(await blockOf(reader.next())).toBe(42n);
    const next = reader.next();
    store.add(verdict(1, 63n));
    expect(await blockOf(next)).toBe(63n);
    const last = reader.next();
    controller.abort();
    expect((await last).done).toBe(true);
  });

  it('a reader without a height gets new ones only', async () => {
    const store = storeOf(10, 21n);
    const reader = store.follow(undefined, AbortSignal.timeout(60_000));
    const next = reader.next();
    store.add(verdict(1, 42n));
    expect(await blockOf(next)).toBe(42n);
  });

  it('a reader that is too slow is told, not given a gap', async () => {
    const store = storeOf(2, 21n);
    const reader = store.follow(0n, AbortSignal.timeout(60_000));
    await reader.next();
    for (const block of [42n, 63n, 84n]) store.add(verdict(1, block));
    await expect(reader.next()).rejects.toMatchObject({ code: 'READER_TOO_SLOW' });
  });
});
