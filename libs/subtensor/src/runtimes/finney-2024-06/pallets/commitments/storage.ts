import { AccountId32, identity, storageOf, twox64Concat, u16, u32 } from '@yumanet/frame';
import { Registration } from './types.js';

const { map } = storageOf('Commitments');
const keys = [identity(u16), twox64Concat(AccountId32)] as const;

/** (netuid, hotkey) to what it commits to. */
export const CommitmentOf = map('CommitmentOf', keys, Registration);
/** (netuid, hotkey) to the block of its last commitment. */
export const LastCommitment = map('LastCommitment', keys, u32);

export const STORAGE = [CommitmentOf, LastCommitment];
