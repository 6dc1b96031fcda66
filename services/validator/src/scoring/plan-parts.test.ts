import { formatAccount } from '@yumanet/units';
import { expect, it } from 'vitest';
import type { Asked } from '../duties/plan-round.js';
import { planParts } from './plan-parts.js';

const hotkey = (uid: number) => formatAccount(uid.toString(16).padStart(64, '0'));
const asked = (uid: number): Asked => ({
  uid,
  hotkey: hotkey(uid),
  registeredAt: 5,
  axon: { address: `127.0.0.1:${uid}`, servedAt: 7, protocol: 'grpc' },
});
const partsOf = (uids: readonly number[], lastMs: ReadonlyMap<string, number>, partMiners: number) => {
  const planned = planParts(uids.map(asked), lastMs, new Map(), partMiners);
  expect(planned.map(({ uid }) => uid)).toEqual(uids);
  return planned.map(({ part }) => part);
};

it('parts are of so many miners, the last of what is left', () => {
  expect(partsOf([1, 2, 3, 4, 5], new Map(), 2)).toEqual([0, 0, 1, 1, 2]);
  expect(partsOf([], new Map(), 2)).toEqual([]);
});

it('the slow, and those that failed, are among themselves and last', () => {
  const lastMs = new Map([
    [hotkey(1), Infinity],
    [hotkey(2), 5],
    [hotkey(3), 900],
    [hotkey(5), Infinity],
    [hotkey(6), 6],
  ]);
  // 4 is new; 2 and 6 are quick.
  expect(partsOf([1, 2, 3, 4, 5, 6], lastMs, 2)).toEqual([2, 0, 1, 0, 2, 1]);
});

it('a plan has what a worker needs of a miner', () => {
  const memories = new Map([[hotkey(3), Buffer.from('seen')]]);
  expect(planParts([asked(3)], new Map(), memories, 8)).toEqual([
    {
      uid: 3,
      hotkey: Buffer.from('03'.padStart(64, '0'), 'hex'),
      registeredAt: 5n,
      axonAddress: '127.0.0.1:3',
      axonServedAt: 7n,
      axonProtocol: 'grpc',
      memory: Buffer.from('seen'),
      part: 0,
    },
  ]);
});
