import { expect, it } from 'vitest';
import { blake2b256, concat, equalBytes, fromHex, plain, to0x, toHex } from './bytes.js';

it('turns bytes into hex and back', () => {
  expect(toHex(Uint8Array.of(0, 255, 16))).toBe('00ff10');
  expect(to0x(Uint8Array.of())).toBe('0x');
  expect([...fromHex('00ff10')]).toEqual([0, 255, 16]);
});

it('hashes to 32 bytes as Substrate does', () => {
  // Blake2b-256 of nothing, a published constant.
  expect(toHex(blake2b256(new Uint8Array()))).toBe(
    '0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8',
  );
});

it('joins and compares', () => {
  expect(equalBytes(concat(Uint8Array.of(1), Uint8Array.of(2, 3)), Uint8Array.of(1, 2, 3))).toBe(true);
  expect(equalBytes(Uint8Array.of(1), Uint8Array.of(1, 0))).toBe(false);
  expect(plain(Buffer.from('01', 'hex'))).not.toBeInstanceOf(Buffer);
});
