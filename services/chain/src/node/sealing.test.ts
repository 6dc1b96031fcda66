import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createSealing, type SealingMode } from './sealing.js';

beforeEach(() => vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setImmediate', 'performance'] }));
afterEach(() => vi.useRealTimers());

/** A chain of counters: each seal takes what is ready; a block with something is final one block later. */
function setUp(mode: SealingMode, blockTimeMs = 1000, busyShare?: () => number) {
  const chain = { ready: 0, blocks: [] as number[], unfinalised: false };
  const sealing = createSealing(
    mode,
    { blockTimeMs, followMs: 50, busyShare },
    {
      seal: () => {
        chain.blocks.push(chain.ready);
        chain.unfinalised = chain.ready > 0;
        chain.ready = 0;
        return Promise.resolve(chain.blocks.at(-1)!);
      },
      hasReady: () => chain.ready > 0,
      hasUnfinalised: () => chain.unfinalised,
    },
  );
  const arrive = (): void => {
    chain.ready++;
    sealing.onReady();
  };
  return { chain, sealing, arrive };
}

describe('instant sealing', () => {
  it('seals what came together, then one empty block, then rests', async () => {
    const { chain, sealing, arrive } = setUp('instant');
    sealing.start();
    arrive();
    arrive();
    await vi.advanceTimersByTimeAsync(0);
    expect(chain.blocks).toEqual([2]);
    await vi.advanceTimersByTimeAsync(49);
    expect(chain.blocks).toEqual([2]);
    await vi.advanceTimersByTimeAsync(1000);
    expect(chain.blocks).toEqual([2, 0]);
  });

  it('lets a transaction take the place of the empty block', async () => {
    const { chain, arrive } = setUp('instant');
    arrive();
    await vi.advanceTimersByTimeAsync(10);
    arrive();
    await vi.advanceTimersByTimeAsync(1000);
    expect(chain.blocks).toEqual([1, 1, 0]);
  });
});

describe('instant sealing of what does not fit', () => {
  it('tries again at the pace of followers', async () => {
    let seals = 0;
    const sealing = createSealing(
      'instant',
      { blockTimeMs: 1000, followMs: 50 },
      { seal: () => Promise.resolve(seals++ && 0), hasReady: () => true, hasUnfinalised: () => false },
    );
    sealing.onReady();
    await vi.advanceTimersByTimeAsync(220);
    sealing.stop();
    await vi.advanceTimersByTimeAsync(500);
    expect(seals).toBe(5);
  });
});

describe('interval sealing', () => {
  it('keeps its beat, with or without transactions', async () => {
    const { chain, sealing, arrive } = setUp('interval');
    sealing.start();
    arrive();
    await vi.advanceTimersByTimeAsync(3500);
    expect(chain.blocks).toEqual([1, 0, 0]);
    sealing.stop();
    await vi.advanceTimersByTimeAsync(3500);
    expect(chain.blocks).toHaveLength(3);
  });
});

describe('adaptive interval sealing', () => {
  /** Blocks made in so many beats, while the process is so busy. */
  async function blocksOf(beats: number, { chain }: ReturnType<typeof setUp>): Promise<number> {
    const before = chain.blocks.length;
    await vi.advanceTimersByTimeAsync(beats * 250);
    return chain.blocks.length - before;
  }

  it('leaves out beats while the process is busy, and comes back when it is not', async () => {
    let share = 0.5;
    const on = setUp('interval', 250, () => share);
    on.sealing.start();
    expect(await blocksOf(8, on)).toBe(8);
    share = 0.95;
    // After one beat, as it was; then after two, three, and four.
    expect(await blocksOf(14, on)).toBe(5);
    share = 0.8;
    expect(await blocksOf(40, on)).toBe(10);
    share = 0.5;
    await blocksOf(20, on);
    expect(await blocksOf(8, on)).toBe(8);
  });

  it('is never slower than a block a second', async () => {
    const on = setUp('interval', 250, () => 1);
    on.sealing.start();
    await blocksOf(60, on);
    expect(await blocksOf(80, on)).toBe(20);
  });

  it('leaves none out where blocks are slower than that anyway', async () => {
    const on = setUp('interval', 12_000, () => 1);
    on.sealing.start();
    expect(await blocksOf(8 * 48, on)).toBe(8);
  });

  it('is fixed without being told how busy it is', async () => {
    const on = setUp('interval', 250);
    on.sealing.start();
    expect(await blocksOf(8, on)).toBe(8);
  });
});

describe('manual sealing', () => {
  it('does nothing by itself', async () => {
    const { chain, sealing, arrive } = setUp('manual');
    sealing.start();
    arrive();
    await vi.advanceTimersByTimeAsync(5000);
    expect(chain.blocks).toEqual([]);
  });
});
