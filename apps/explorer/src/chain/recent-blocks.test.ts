import type { Hex } from '@yumanet/chain-client';
import { expect, it } from 'vitest';
import { RecentBlocks, type RecentBlock } from './recent-blocks.js';

const hex = (n: number): Hex => `0x${n.toString(16).padStart(64, '0')}`;

function block(number: number, bytes = 1): RecentBlock {
  const hash = hex(number);
  return {
    block: {
      number,
      hash,
      parentHash: hex(number - 1),
      stateRoot: hash,
      extrinsicsRoot: hash,
      extrinsics: [new Uint8Array(bytes)],
      events: new Uint8Array(0),
    },
    summary: { number, hash, time: null, extrinsics: 1, signed: 1, events: 0, issuanceRao: null },
    signed: new Map([[0, hex(1_000 + number)]]),
  };
}

it('keeps the newest, and finds them by height, hash and extrinsic', () => {
  const recent = new RecentBlocks(3);
  for (let n = 5; n <= 9; n += 1) recent.add(block(n));
  expect(recent.all.map((each) => each.block.number)).toEqual([7, 8, 9]);
  expect(recent.atHeight(8)?.block.number).toBe(8);
  expect(recent.atHeight(6)).toBeUndefined();
  expect(recent.atHeight(10)).toBeUndefined();
  expect(recent.withHash(hex(7))?.block.number).toBe(7);
  expect(recent.extrinsic(hex(1_009))).toMatchObject({ index: 0, recent: { block: { number: 9 } } });
  expect(recent.extrinsic(hex(1_005))).toBeUndefined();
});

it('begins anew with a block that does not follow', () => {
  const recent = new RecentBlocks(10);
  for (const n of [5, 6, 20]) recent.add(block(n));
  expect(recent.all.map((each) => each.block.number)).toEqual([20]);
});

it('bounds the bytes as well', () => {
  const recent = new RecentBlocks(100);
  for (let n = 0; n < 10; n += 1) recent.add(block(n, 10 * 1024 * 1024));
  expect(recent.all.map((each) => each.block.number)).toEqual([4, 5, 6, 7, 8, 9]);
});
