import { expect, it } from 'vitest';
import type { BlockSummary } from '../api.js';
import type { RecentBlocks } from '../chain/recent-blocks.js';
import { paceOf } from './pace.js';

const recent = (...blocks: readonly Pick<BlockSummary, 'number' | 'time' | 'issuanceRao'>[]) =>
  ({ all: blocks.map((summary) => ({ summary })) }) as never as RecentBlocks;

it('is measured over the blocks whose time and issuance are known', () => {
  const unknown = { number: 0, time: null, issuanceRao: '5' };
  const first = { number: 1, time: 12_000, issuanceRao: '100' };
  const last = { number: 5, time: 60_000, issuanceRao: '180' };
  expect(paceOf(recent(unknown, first, last))).toEqual({ issuedPerBlockRao: 20n, blockMilliseconds: 12_000 });
  expect(paceOf(recent(unknown, first))).toEqual({ issuedPerBlockRao: null, blockMilliseconds: null });
  expect(paceOf(recent())).toEqual({ issuedPerBlockRao: null, blockMilliseconds: null });
});
