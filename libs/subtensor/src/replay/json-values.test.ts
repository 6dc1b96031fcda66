import {
  AccountId32,
  Codecs,
  H256,
  boundedVec,
  bool,
  bytes,
  struct,
  tuple,
  u128,
  u16,
  u64,
  u8,
  vec,
} from '@yumanet/frame';
import { describe, expect, it } from 'vitest';
import { fromJson, toJson } from './json-values.js';
import { Labels } from './labels.js';

const codecs = new Codecs({});
const labels = new Labels({ Alice: '5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY' });
const ALICE = 'd43593c715fdd31c61141abd04a99fd6822c8558854ccde39a5684e7a56da27d';
const Axon = struct('Axon', { ip: u128, ip_type: u8, placeholder1: u8 });

describe('a vector’s JSON', () => {
  it.each([
    ['u64 as text', u64, '18446744073709551615', (1n << 64n) - 1n],
    ['u16 as number', u16, 65535, 65535],
    ['bool', bool, true, true],
    ['account by label', AccountId32, 'Alice', ALICE],
    ['pairs', vec(tuple(u16, u16)), [[1, 2]], [[1, 2]]],
    ['bytes', bytes, '0x00ff', Uint8Array.of(0, 255)],
    ['accounts', boundedVec(AccountId32), ['Alice'], [ALICE]],
    [
      'a struct by camel-cased names',
      Axon,
      { ip: '1', ipType: 4, placeholder1: 0 },
      { ip: 1n, ip_type: 4, placeholder1: 0 },
    ],
  ])('%s, both ways', (_name, type, json, value) => {
    expect(fromJson(type, json, codecs, labels)).toEqual(value);
    expect(toJson(type, value, codecs, labels)).toEqual(json);
  });

  it('a hash is read as hex without 0x', () => {
    expect(fromJson(H256, `0x${'ab'.repeat(32)}`, codecs, labels)).toBe('ab'.repeat(32));
  });

  it.each([
    ['a number that is none', u64, 'x'],
    ['a negative one', u64, -1],
    ['a list that is none', vec(u16), 5],
    ['bytes without 0x', bytes, '00'],
    ['a bool that is none', bool, 1],
  ])('refuses %s', (_name, type, json) => {
    expect(() => fromJson(type, json, codecs, labels)).toThrow('expected');
  });
});

describe('labels', () => {
  it('a label without an account stands for one of its own, always the same', () => {
    const [a, b] = [new Labels(), new Labels()];
    expect(a.account('nobody')).toBe(b.account('nobody'));
    expect(a.account('nobody')).not.toBe(a.account('somebody'));
    expect(a.label(a.account('nobody'))).toBe('nobody');
  });

  it('an address is its own account', () => {
    const address = '5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty';
    expect(labels.label(labels.account(address))).toBe(address);
  });
});
