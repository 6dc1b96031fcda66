import { FixedFormat, type Fixed } from './fixed-format.js';

/** Signed, 128 bits, 18 of them fractional: burn and difficulty adjustment. */
export type I110F18 = Fixed<'I110F18'>;
export const I110F18 = new FixedFormat('I110F18', 128, 18);
