import { silentLogger } from '@yumanet/service-kit';
import { FakeClock } from '@yumanet/service-kit/testing';
import { describe, expect, it } from 'vitest';
import { clientError } from './errors.js';
import { followFinal, type FinalReader } from './follow-final.js';
import type { ChainBlock, Hex } from './source.js';

const hashOf = (n: number): Hex => `0x${n.toString(16).padStart(64, '0')}`;

function blockOf(number: number, parentHash = hashOf(number - 1)): ChainBlock {
  const root = hashOf(0);
  return {
    number,
    hash: hashOf(number),
    parentHash,
    stateRoot: root,
    extrinsicsRoot: root,
    extrinsics: [],
    events: new Uint8Array(),
  };
}

/** A chain whose height a test sets. */
class Chain implements FinalReader {
  readonly clock = new FakeClock();
  readonly logger = silentLogger();
  height = 0;
  wakes = new Set<() => void>();
  block: (height: number) => ChainBlock = (height) => blockOf(height);
  reads = 0;
  finalHeight() {
    return Promise.resolve(this.height);
  }
  blockAt(height: number) {
    this.reads += 1;
    return Promise.resolve(height).then((each) => this.block(each));
  }
  onFinal(wake: () => void) {
    this.wakes.add(wake);
    return Promise.resolve(() => void this.wakes.delete(wake));
  }
  grow(height: number, silently = false) {
    this.height = height;
    if (!silently) for (const wake of this.wakes) wake();
  }
}

function follow(chain: Chain, from: number) {
  const controller = new AbortController();
  const seen: number[] = [];
  const done = (async () => {
    for await (const { number } of followFinal(chain, from, controller.signal)) seen.push(number);
  })();
  done.catch(() => undefined);
  return { seen, done, stop: () => controller.abort() };
}

const range = (first: number, last: number) => Array.from({ length: last - first + 1 }, (_, i) => first + i);

describe('followFinal', () => {
  it('catches up over many windows, then follows, then ends with its signal', async () => {
    const chain = new Chain();
    chain.height = 100;
    const { seen, done, stop } = follow(chain, 3);
    await chain.clock.advance(0);
    expect(seen).toEqual(range(3, 100));
    chain.grow(105);
    await chain.clock.advance(0);
    expect(seen).toEqual(range(3, 105));
    stop();
    await done;
    expect(chain.wakes.size).toBe(0);
    expect(chain.reads).toBe(103);
    expect(chain.clock.waiting).toBe(0);
  });

  it('finds blocks nobody told it about', async () => {
    const chain = new Chain();
    const { seen, stop } = follow(chain, 1);
    await chain.clock.advance(0);
    chain.grow(4, true);
    await chain.clock.advance(15_000);
    expect(seen).toEqual([1, 2, 3, 4]);
    stop();
  });

  it('goes on after connections that were lost, without gap or double', async () => {
    const chain = new Chain();
    chain.height = 30;
    let calls = 0;
    chain.block = (height) => {
      calls += 1;
      if (calls % 5 === 0) throw clientError('CONNECTION_LOST', 'x');
      return blockOf(height);
    };
    const { seen, stop } = follow(chain, 1);
    // A window of eight always meets one failure in five, until the connection is good.
    await chain.clock.advance(2_000);
    calls = Number.NEGATIVE_INFINITY;
    await chain.clock.advance(10_000);
    expect(seen).toEqual(range(1, 30));
    stop();
  });

  it('refuses a final block that does not follow the one before it', async () => {
    const chain = new Chain();
    chain.height = 3;
    chain.block = (height) => blockOf(height, height === 3 ? hashOf(99) : undefined);
    const { seen, done } = follow(chain, 1);
    await expect(done).rejects.toMatchObject({ code: 'FORKED_FINALITY', data: { number: 3 } });
    expect(seen).toEqual([1, 2]);
  });

  it('says so when a block is no longer kept', async () => {
    const chain = new Chain();
    chain.height = 3;
    chain.block = () => {
      throw clientError('BLOCK_UNKNOWN', 'x');
    };
    await expect(follow(chain, 1).done).rejects.toMatchObject({ code: 'BLOCK_UNKNOWN' });
  });
});
