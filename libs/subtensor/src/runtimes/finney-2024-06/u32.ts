/** What is left of a u32 sum that overflowed: upstream's release build wraps where it adds and subtracts plainly. */
export const wrap = (value: number): number => value >>> 0;
