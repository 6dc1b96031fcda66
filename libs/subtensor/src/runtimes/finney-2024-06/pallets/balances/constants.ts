import { constantsOf, u32, u64 } from '@yumanet/frame';

const constant = constantsOf('Balances');

/** Rao below which an account does not exist. */
export const ExistentialDeposit = constant('ExistentialDeposit', u64, 500n);
export const MaxLocks = constant('MaxLocks', u32, 50);
export const MaxReserves = constant('MaxReserves', u32, 50);
export const MaxFreezes = constant('MaxFreezes', u32, 50);

export const CONSTANTS = [ExistentialDeposit, MaxLocks, MaxReserves, MaxFreezes];
