import { FixedFormat, type Fixed } from './fixed-format.js';

/** Signed, 32 bits, 23 of them fractional: constants of the transcendental functions. */
export type I9F23 = Fixed<'I9F23'>;
export const I9F23 = new FixedFormat('I9F23', 32, 23);
