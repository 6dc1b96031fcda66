import { storageOf, tuple, twox64Concat, u32, u64 } from '@yumanet/frame';
import { AuthorityList, StoredPendingChange, StoredState } from './types.js';

const { value, map } = storageOf('Grandpa');

export const State = value('State', StoredState, { type: 'Live' });
export const PendingChange = value('PendingChange', StoredPendingChange);
export const NextForced = value('NextForced', u32);
/** Blocks to wait further, and the last block that was final. */
export const Stalled = value('Stalled', tuple(u32, u32));
export const CurrentSetId = value('CurrentSetId', u64, 0n);
export const SetIdSession = map('SetIdSession', [twox64Concat(u64)], u32);
export const Authorities = value('Authorities', AuthorityList, []);

export const STORAGE = [State, PendingChange, NextForced, Stalled, CurrentSetId, SetIdSession, Authorities];
