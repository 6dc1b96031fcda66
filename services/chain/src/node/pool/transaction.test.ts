import { expect, it } from 'vitest';
import { fromHex } from '../../bytes.js';
import { extrinsicSender, isOpaqueExtrinsic, isSigned, transactionHash } from './transaction.js';

it('finds the signer of a V4 extrinsic', () => {
  expect(extrinsicSender(fromHex(`8c8400${'ab'.repeat(32)}ff`))).toBe('ab'.repeat(32));
  expect(extrinsicSender(fromHex(`8c8401${'ab'.repeat(32)}ff`))).toBeUndefined();
  expect(extrinsicSender(fromHex('0804'))).toBeUndefined();
});

it('tells a signed extrinsic from an inherent, and either from rubbish', () => {
  expect(isSigned(fromHex('088400'))).toBe(true);
  expect(isSigned(fromHex('080400'))).toBe(false);
  expect(isOpaqueExtrinsic(fromHex('080400'))).toBe(true);
  for (const bad of ['', '00', '0804', '08040000']) expect(isOpaqueExtrinsic(fromHex(bad))).toBe(false);
});

it('names it by its hash', () => {
  expect(transactionHash(fromHex('080400'))).toMatch(/^[0-9a-f]{64}$/);
});
