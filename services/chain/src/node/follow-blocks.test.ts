import { describe, expect, it, onTestFinished } from 'vitest';
import { makeBlock, type Block } from './block/block.js';
import { ChainEventHub } from './chain-events.js';
import { followBlocks, type BlockSource } from './follow-blocks.js';

/** A chain of nothing but headers, whose newest blocks can be replaced. */
class Blocks implements BlockSource {
  readonly events = new ChainEventHub();
  readonly blocks: Block[] = [];
  finalised = 0;

  get head(): number {
    return this.blocks.length - 1;
  }
  get store(): BlockSource {
    return this;
  }
  block(number: number): Block | undefined {
    return this.blocks[number];
  }
  hashOf(number: number): Uint8Array | undefined {
    return this.blocks[number]?.hash;
  }
  add(mark = 0): void {
    const number = this.blocks.length;
    const parentHash = this.hashOf(number - 1) ?? new Uint8Array(32);
    const root = new Uint8Array(32).fill(mark);
    const block = makeBlock({ parentHash, number, stateRoot: root, extrinsicsRoot: root, digest: [] }, []);
    this.blocks.push(block);
    this.events.emit('imported', { block, changes: new Map(), transactions: [] });
  }
  finalise(number: number): void {
    this.finalised = number;
    this.events.emit('finalised', { block: this.blocks[number]!, transactions: [] });
  }
}

function chainOf(length: number): Blocks {
  const blocks = new Blocks();
  for (let n = 0; n < length; n++) blocks.add();
  return blocks;
}

/** Follows until the test ends. @returns what has come: [number, mark]. */
function listen(blocks: Blocks, from: number, unfinalised: boolean) {
  const controller = new AbortController();
  const seen: [number, number][] = [];
  const done = (async () => {
    for await (const { header } of followBlocks(blocks, { from, unfinalised, signal: controller.signal }))
      seen.push([header.number, header.stateRoot[0]!]);
  })();
  onTestFinished(() => controller.abort());
  return { seen, done, controller };
}

describe('followBlocks', () => {
  it('gives final blocks from a height on, then each as it becomes final', async () => {
    const blocks = chainOf(5);
    blocks.finalise(3);
    const { seen } = listen(blocks, 1, false);
    await expect.poll(() => seen.map(([number]) => number)).toEqual([1, 2, 3]);
    blocks.add();
    blocks.finalise(4);
    blocks.finalise(5);
    await expect.poll(() => seen.map(([number]) => number)).toEqual([1, 2, 3, 4, 5]);
  });

  it('waits for a height that is not there yet', async () => {
    const blocks = chainOf(1);
    const { seen } = listen(blocks, 2, true);
    blocks.add();
    blocks.add();
    await expect.poll(() => seen.map(([number]) => number)).toEqual([2]);
  });

  it('gives heights again whose block was replaced, and only those', async () => {
    const blocks = chainOf(2);
    blocks.finalise(1);
    const { seen } = listen(blocks, 0, true);
    blocks.add();
    blocks.add();
    await expect.poll(() => seen.length).toBe(4);
    blocks.blocks.length = 3;
    blocks.add(9);
    blocks.add(9);
    const expected = [0, 1, 2, 3].map((n) => [n, 0]);
    await expect.poll(() => seen).toEqual([...expected, [3, 9], [4, 9]]);
  });

  it('ends with the signal, also while it waits', async () => {
    const blocks = chainOf(1);
    const { done, controller } = listen(blocks, 7, false);
    controller.abort();
    await expect(done).resolves.toBeUndefined();
  });

  it('reads no further than it is asked to', async () => {
    const blocks = chainOf(100);
    blocks.finalise(99);
    const { signal } = new AbortController();
    const follower = followBlocks(blocks, { from: 0, unfinalised: false, signal });
    await follower.next();
    blocks.block = () => {
      throw new Error('read ahead');
    };
    await new Promise((resolve) => setImmediate(resolve));
    await expect(follower.next()).rejects.toThrow('read ahead');
  });
});
