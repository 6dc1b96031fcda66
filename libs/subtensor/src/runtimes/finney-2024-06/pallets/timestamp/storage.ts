import { bool, storageOf, u64 } from '@yumanet/frame';

const { value } = storageOf('Timestamp');

/** Milliseconds since 1970 of the current block. */
export const Now = value('Now', u64, 0n);
export const DidUpdate = value('DidUpdate', bool, false);

export const STORAGE = [Now, DidUpdate];
