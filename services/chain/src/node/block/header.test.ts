import { expect, it } from 'vitest';
import { concat, fromHex, toHex } from '../../bytes.js';
import { auraPreRuntime, decodeHeader, encodeHeader, hashHeader, type Header } from './header.js';

const header: Header = {
  parentHash: new Uint8Array(32).fill(1),
  number: 300,
  stateRoot: new Uint8Array(32).fill(2),
  extrinsicsRoot: new Uint8Array(32).fill(3),
  digest: [auraPreRuntime(7n), fromHex('08'), fromHex('000401'), fromHex('0461757261080102')],
};

it('encodes as SCALE does, digest items included, and reads itself back', () => {
  const bytes = encodeHeader(header);
  expect(toHex(bytes)).toBe(
    `${'01'.repeat(32)}b104${'02'.repeat(32)}${'03'.repeat(32)}10` +
      '0661757261200700000000000000' +
      '08' +
      '000401' +
      '0461757261080102',
  );
  expect(toHex(encodeHeader(decodeHeader(bytes)))).toBe(toHex(bytes));
  expect(decodeHeader(bytes).number).toBe(300);
  expect(hashHeader(header).length).toBe(32);
});

it('refuses what is not a header', () => {
  const bytes = encodeHeader({ ...header, digest: [] });
  expect(() => decodeHeader(bytes.subarray(0, bytes.length - 1))).toThrow(RangeError);
  expect(() => decodeHeader(concat(bytes, Uint8Array.of(0)))).toThrow('expected no bytes after it, got 1');
  expect(() => decodeHeader(encodeHeader({ ...header, digest: [Uint8Array.of(9)] }))).toThrow('got 9');
});
