import { constantsOf, u32, u64 } from '@yumanet/frame';

const constant = constantsOf('Registry');

export const MaxAdditionalFields = constant('MaxAdditionalFields', u32, 1);
/** Rao held for an identity. */
export const InitialDeposit = constant('InitialDeposit', u64, 100_000_000n);
/** Rao held for each additional field. */
export const FieldDeposit = constant('FieldDeposit', u64, 100_000_000n);

export const CONSTANTS = [MaxAdditionalFields, InitialDeposit, FieldDeposit];
