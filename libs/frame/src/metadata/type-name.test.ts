import { expect, it } from 'vitest';
import { AccountId32 } from '../types/common.js';
import * as t from '../types/build.js';
import type { AnyType } from '../types/type.js';
import { typeName } from './type-name.js';

it.each<[AnyType, string]>([
  [t.u16, 'u16'],
  [t.bytes, 'Vec<u8>'],
  [t.fixedBytes(32), '[u8; 32]'],
  [t.compact(t.u64), 'u64'],
  [AccountId32, 'AccountId32'],
  [t.option(t.tuple(t.u16, t.vec(AccountId32))), 'Option<(u16, Vec<AccountId32>)>'],
  [t.result(t.unit, t.str), 'Result<(), str>'],
  [t.variant('a::b::Choice', {}), 'Choice'],
  [t.struct('Alone', {}), 'Alone'],
  [t.vec(t.outer<never>('RuntimeCall')), 'Vec<RuntimeCall>'],
])('of type %#', (type, name) => {
  expect(typeName(type)).toBe(name);
});
