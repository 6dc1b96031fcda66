import { expect, it } from 'vitest';
import { concat, toHex } from '../../bytes.js';
import { decodeBlock, encodeBlock, hashExtrinsic, makeBlock } from './block.js';
import { encodeHeader, hashHeader } from './header.js';

const zero = new Uint8Array(32);
const header = { parentHash: zero, number: 1, stateRoot: zero, extrinsicsRoot: zero, digest: [] };

it('is named by its header and reads itself back', () => {
  const block = makeBlock(header, [Uint8Array.of(8, 4, 1), Uint8Array.of(4, 9)]);
  const back = decodeBlock(encodeBlock(block));
  expect(toHex(back.hash)).toBe(toHex(hashHeader(header)));
  expect(back.extrinsics.map(toHex)).toEqual(['080401', '0409']);
  expect(toHex(encodeBlock(block))).toBe(`${toHex(encodeHeader(header))}080804010409`);
});

it('refuses half a block and bytes behind one', () => {
  const bytes = encodeBlock(makeBlock(header, [Uint8Array.of(8, 4, 1)]));
  expect(() => decodeBlock(bytes.subarray(0, bytes.length - 1))).toThrow(RangeError);
  expect(() => decodeBlock(concat(bytes, Uint8Array.of(0)))).toThrow('expected no bytes after it, got 1');
});

it('names an extrinsic by its wire bytes', () => {
  expect(toHex(hashExtrinsic(Uint8Array.of(4, 9)))).not.toBe(toHex(hashExtrinsic(Uint8Array.of(9))));
});
