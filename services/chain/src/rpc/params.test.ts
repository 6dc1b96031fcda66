import { expect, it } from 'vitest';
import { Params } from './params.js';
import type { RpcError } from './rpc-error.js';

const dataOf = (read: () => unknown): string | undefined => {
  try {
    read();
  } catch (error) {
    return (error as RpcError).data;
  }
  return undefined;
};

it('reads what is there, hex with or without 0x', () => {
  const params = new Params(['0xAB', 'cd', 7, true, null, ['0x01', '02']]);
  expect(params.hex(0, 'key')).toBe('ab');
  expect([...params.bytes(1, 'key')]).toEqual([0xcd]);
  expect(params.integer(2, 'count')).toBe(7);
  expect(params.boolean(3, 'flag')).toBe(true);
  expect(params.optionalHash(4, 'at')).toBeUndefined();
  expect(params.hexList(5, 'keys', 2)).toEqual(['01', '02']);
});

it('says what it wanted and what it got', () => {
  const params = new Params(['0xabc', -1, '0x01', ['x'], undefined]);
  expect(dataOf(() => params.hex(0, 'key'))).toBe('key (parameter 0): expected bytes as hex, got "0xabc"');
  expect(dataOf(() => params.integer(1, 'count', 9))).toContain('an integer in 0..9, got -1');
  expect(dataOf(() => params.optionalHash(2, 'at'))).toContain('a hash of 32 bytes, got "0x01"');
  expect(dataOf(() => params.hexList(3, 'keys', 5))).toContain('bytes as hex, got "x"');
  expect(dataOf(() => params.hexList(3, 'keys', 0))).toContain('a list of at most 0');
  expect(dataOf(() => params.string(4, 'method'))).toContain('expected a value, got nothing');
  expect(dataOf(() => params.string(1, 'method'))).toContain('a string, got -1');
  expect(dataOf(() => params.boolean(1, 'flag'))).toContain('true or false, got -1');
});
