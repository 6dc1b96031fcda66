import { expect, it } from 'vitest';
import { openToyChain } from '../../test/toy-chain.js';
import { LmdbBlockLog } from './block-log.js';

it('takes blocks in order, once, and gives back only what is final', async () => {
  const { chain, store } = openToyChain(undefined, { finality: { lag: 50, minDelayMs: 0 } });
  const blocks = [await chain.seal(), await chain.seal()];
  const log = new LmdbBlockLog(store);
  expect(log.height).toBe(0);
  await expect(log.append(blocks[1]!)).rejects.toThrow('block log: expected block 1, got 2');
  await log.append(blocks[0]!);
  await expect(log.append(blocks[0]!)).rejects.toThrow('block log: expected block 2, got 1');
  expect((await log.read(1))?.hash).toEqual(blocks[0]!.hash);
  expect(await log.read(2)).toBeUndefined();
});
