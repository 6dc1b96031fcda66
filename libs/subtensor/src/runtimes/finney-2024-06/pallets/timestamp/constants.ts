import { constantsOf, u64 } from '@yumanet/frame';

const constant = constantsOf('Timestamp');

/** Least number of milliseconds between two blocks. */
export const MinimumPeriod = constant('MinimumPeriod', u64, 6_000n);

export const CONSTANTS = [MinimumPeriod];
