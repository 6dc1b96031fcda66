import { FixedFormat, type Fixed } from './fixed-format.js';

/** Signed, 128 bits, 32 of them fractional: emission in rao, block emission, the owner cut. */
export type I96F32 = Fixed<'I96F32'>;
export const I96F32 = new FixedFormat('I96F32', 128, 32);
