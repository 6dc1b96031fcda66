import { expect, it } from 'vitest';
import type { ChainBlock } from '../source.js';
import { birthOf } from './birth-of.js';

const hashOf = (number: number) => `0x${number.toString(16)}` as const;

/** A chain whose newest final block has that height. */
const chainAt = (final: number) => ({
  head: () => Promise.resolve({ number: final, hash: hashOf(final) }),
  async *finalizedBlocks(from: number) {
    await Promise.resolve();
    yield { number: from, hash: hashOf(from) } as ChainBlock;
  },
});
const birth = (final: number, eraBlocks: number, lastBlock?: number) =>
  birthOf(chainAt(final), { eraBlocks, lastBlock }, AbortSignal.timeout(60_000));

it('is the newest final block, where the era ends in time', async () => {
  expect(await birth(100, 8)).toEqual({ number: 100, hash: hashOf(100) });
  expect(await birth(100, 8, 107)).toEqual({ number: 100, hash: hashOf(100) });
  expect(await birth(100, 8, 500)).toEqual({ number: 100, hash: hashOf(100) });
  expect(await birth(100, 0, 101)).toEqual({ number: 100, hash: hashOf(100) });
});

it('is so much earlier that the era’s last block is the last that helps', async () => {
  expect(await birth(100, 8, 106)).toEqual({ number: 99, hash: hashOf(99) });
  expect(await birth(100, 4, 101)).toEqual({ number: 98, hash: hashOf(98) });
  expect(await birth(2, 8, 4)).toEqual({ number: 0, hash: hashOf(0) });
});

it('refuses what is too late', async () => {
  await expect(birth(100, 8, 100)).rejects.toMatchObject({ code: 'EXTRINSIC_LOST', data: { why: 'era' } });
  await expect(birth(100, 8, 50)).rejects.toMatchObject({ code: 'EXTRINSIC_LOST' });
});
