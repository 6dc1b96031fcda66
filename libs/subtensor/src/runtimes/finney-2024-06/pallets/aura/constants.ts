import { constantsOf, u64 } from '@yumanet/frame';

const constant = constantsOf('Aura');

/** Milliseconds between blocks: twice the timestamp's minimum period. */
export const SlotDuration = constant('SlotDuration', u64, 12_000n);

export const CONSTANTS = [SlotDuration];
