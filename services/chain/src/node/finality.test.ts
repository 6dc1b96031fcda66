import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { makeBlock, type Block } from './block/block.js';
import type { BlockLog } from './block-log.js';
import { Finality } from './finality.js';

const zero = new Uint8Array(32);
const block = (number: number): Block =>
  makeBlock({ parentHash: zero, number, stateRoot: zero, extrinsicsRoot: zero, digest: [] }, []);

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function setUp(lag: number, minDelayMs: number, append = (): Promise<void> => Promise.resolve()) {
  const final: number[] = [];
  const failed: unknown[] = [];
  const log: BlockLog = { height: 0, append, read: () => Promise.resolve(undefined) };
  const finality = new Finality(
    log,
    { lag, minDelayMs },
    { now: () => Date.now() },
    (b) => final.push(b.header.number),
    (error) => failed.push(error),
  );
  return { finality, final, failed };
}

it('follows the head at its distance', async () => {
  const { finality, final } = setUp(2, 0);
  for (let n = 1; n <= 4; n++) finality.onImported(block(n));
  await vi.advanceTimersByTimeAsync(0);
  expect(final).toEqual([1, 2]);
});

it('waits its time, in order', async () => {
  const { finality, final } = setUp(1, 50);
  finality.onImported(block(1));
  await vi.advanceTimersByTimeAsync(20);
  finality.onImported(block(2));
  finality.onImported(block(3));
  await vi.advanceTimersByTimeAsync(29);
  expect(final).toEqual([]);
  await vi.advanceTimersByTimeAsync(1);
  expect(final).toEqual([1]);
  await vi.advanceTimersByTimeAsync(20);
  expect(final).toEqual([1, 2]);
});

it('makes final at once what it is told to', async () => {
  const { finality, final } = setUp(5, 1000);
  for (let n = 1; n <= 3; n++) finality.onImported(block(n));
  await finality.finaliseUpTo(2);
  expect(final).toEqual([1, 2]);
});

it('calls nothing final that the log did not take', async () => {
  const { finality, final, failed } = setUp(1, 0, () => Promise.reject(new Error('disk')));
  finality.onImported(block(1));
  finality.onImported(block(2));
  await vi.advanceTimersByTimeAsync(0);
  expect(final).toEqual([]);
  expect(failed).toHaveLength(1);
});

it('is silent once stopped', async () => {
  const { finality, final } = setUp(1, 10);
  finality.onImported(block(1));
  finality.onImported(block(2));
  await finality.stop();
  await vi.advanceTimersByTimeAsync(100);
  expect(final).toEqual([]);
});
