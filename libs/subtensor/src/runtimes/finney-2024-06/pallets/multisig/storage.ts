import { AccountId32, blake2_128Concat, fixedBytes, storageOf, twox64Concat } from '@yumanet/frame';
import { MultisigType } from './types.js';

const { map } = storageOf('Multisig');

/** Operations under way, by multisig account and call hash. */
export const Multisigs = map(
  'Multisigs',
  [twox64Concat(AccountId32), blake2_128Concat(fixedBytes(32))],
  MultisigType,
);

export const STORAGE = [Multisigs];
