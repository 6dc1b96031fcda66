import { constantsOf, u32, u64 } from '@yumanet/frame';

const constant = constantsOf('Multisig');

/** Rao reserved by who begins an operation: deposit(1 item, 112 bytes). */
export const DepositBase = constant('DepositBase', u64, 132_000_000n);
/** Rao more per required approval: deposit(0 items, 32 bytes). */
export const DepositFactor = constant('DepositFactor', u64, 32_000_000n);
export const MaxSignatories = constant('MaxSignatories', u32, 100);

export const CONSTANTS = [DepositBase, DepositFactor, MaxSignatories];
