import { FixedFormat, type Fixed } from './fixed-format.js';

/** Signed, 64 bits, 32 of them fractional: everything inside an epoch after stake. */
export type I32F32 = Fixed<'I32F32'>;
export const I32F32 = new FixedFormat('I32F32', 64, 32);
