import { constantsOf, u32, u64 } from '@yumanet/frame';

const constant = constantsOf('Commitments');

export const MaxFields = constant('MaxFields', u32, 1);
/** Rao reserved for a commitment. */
export const InitialDeposit = constant('InitialDeposit', u64, 0n);
/** Rao reserved for each field. */
export const FieldDeposit = constant('FieldDeposit', u64, 0n);
/** Least blocks between two commitments of a hotkey on a subnet. */
export const RateLimit = constant('RateLimit', u32, 100);

export const CONSTANTS = [MaxFields, InitialDeposit, FieldDeposit, RateLimit];
