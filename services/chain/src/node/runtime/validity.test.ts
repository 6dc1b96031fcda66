import { expect, it } from 'vitest';
import { fromHex } from '../../bytes.js';
import { decodeValidity, isValidityError, validityText, type ValidityError } from './validity.js';

it('reads a valid transaction', () => {
  const bytes = fromHex(`00${'0100000000000000'}0408aabb0804cc04dd${'4000000000000000'}01`);
  expect(decodeValidity(bytes)).toEqual({
    priority: 1n,
    requires: ['aabb'],
    provides: ['cc', 'dd'],
    longevity: 64n,
    propagate: true,
  });
});

it.each([
  ['010003', { kind: 'invalid', reason: 'Stale' }, 'Transaction is outdated'],
  ['010004', { kind: 'invalid', reason: 'BadProof' }, 'Transaction has a bad signature'],
  ['01000706', { kind: 'invalid', reason: 'Custom', custom: 6 }, 'Custom error: 6'],
  ['010100', { kind: 'unknown', reason: 'CannotLookup' }, /lookup information/],
])('reads %s', (hex, expected, text) => {
  const result = decodeValidity(fromHex(hex));
  expect(isValidityError(result)).toBe(true);
  expect(result).toEqual(expected);
  expect(validityText(result as ValidityError)).toMatch(text);
});

it('refuses what is no validity', () => {
  expect(() => decodeValidity(fromHex('010063'))).toThrow('expected a known reason, got 99');
  expect(() => decodeValidity(fromHex('0001'))).toThrow(RangeError);
});
