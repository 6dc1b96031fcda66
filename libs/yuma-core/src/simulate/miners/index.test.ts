import { expect, it } from 'vitest';
import { Stream } from '../random.js';
import { readMiner } from './index.js';

const quality = (miner: ReturnType<typeof readMiner>, epoch: number) =>
  miner.quality(epoch, new Stream(1, 9, -1));

it('steady: a quality over time, spread over the group', () => {
  const fading = readMiner('m', {
    name: 'steady',
    quality: [
      [0, 0.7],
      [50, 0.2],
    ],
  });
  expect([quality(fading, 49), quality(fading, 50), fading.joins]).toEqual([0.7, 0.2, 0]);
  const spread = readMiner('m', { name: 'steady', quality: 0.5, spread: 0.2 });
  expect(quality(spread, 0)).toBe(quality(spread, 7));
  expect(quality(spread, 0)).not.toBe(0.5);
});

it('new-miner: there from an epoch on', () => {
  expect(readMiner('m', { name: 'new-miner', joins: 30, quality: 0.9 }).joins).toBe(30);
  expect(() => readMiner('m', { name: 'new-miner', joins: 0 })).toThrow('m.joins: expected 1 …');
  expect(() => readMiner('m', 'old')).toThrow('m.name: expected one of steady, new-miner, got "old"');
});
