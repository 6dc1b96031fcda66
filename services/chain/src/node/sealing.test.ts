import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createSealing, type SealingMode } from './sealing.js';

beforeEach(() => vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setImmediate', 'performance'] }));
afterEach(() => vi.useRealTimers());

/** A chain of counters: each seal takes what is ready; a block with something is final one block later. */
function setUp(mode: SealingMode, blockTimeMs = 1000) {
  const chain = { ready: 0, blocks: [] as number[], unfinalised: false };
  const sealing = createSealing(
    mode,
    { blockTimeMs, followMs: 50 },
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

describe('interval sealing in a busy process', () => {
  afterEach(() => vi.restoreAllMocks());

  /** Blocks made in twelve beats, where each turn of the event loop is late by a share of a beat. */
  async function blocksOf(blockTimeMs: number, late: number): Promise<number> {
    const onTime = globalThis.setTimeout;
    const delayed = (act: () => void, ms = 0) => onTime(act, ms + late * blockTimeMs);
    vi.spyOn(globalThis, 'setTimeout').mockImplementation(delayed as typeof setTimeout);
    const { chain, sealing } = setUp('interval', blockTimeMs);
    sealing.start();
    await vi.advanceTimersByTimeAsync(12 * blockTimeMs);
    sealing.stop();
    return chain.blocks.length;
  }

  it.each([
    [250, 0.1, 11],
    [250, 0.5, 6],
    [250, 1.5, 3],
    [12_000, 0.5, 11],
  ])('a beat of %i ms, turns late by %d of it: %i blocks in twelve beats', async (ms, late, blocks) => {
    expect(await blocksOf(ms, late)).toBe(blocks);
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
