import { constantsOf, u32 } from '@yumanet/frame';

const constant = constantsOf('Utility');

/** Most calls in a batch: upstream's allocator limit over three times the size of a call. */
export const BatchedCallsLimit = constant('batched_calls_limit', u32, 10_922);

export const CONSTANTS = [BatchedCallsLimit];
