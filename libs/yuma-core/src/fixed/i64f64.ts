import { FixedFormat, type Fixed } from './fixed-format.js';

/** Signed, 128 bits, 64 of them fractional: stake before normalisation, the root epoch, nominator shares. */
export type I64F64 = Fixed<'I64F64'>;
export const I64F64 = new FixedFormat('I64F64', 128, 64);
