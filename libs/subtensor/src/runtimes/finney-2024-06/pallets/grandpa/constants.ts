import { constantsOf, u32, u64 } from '@yumanet/frame';

const constant = constantsOf('Grandpa');

export const MaxAuthorities = constant('MaxAuthorities', u32, 32);

export const CONSTANTS = [
  MaxAuthorities,
  constant('MaxNominators', u32, 20),
  constant('MaxSetIdSessionEntries', u64, 0n),
];
