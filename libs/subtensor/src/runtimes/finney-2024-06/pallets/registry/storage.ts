import { AccountId32, storageOf, twox64Concat } from '@yumanet/frame';
import { Registration } from './types.js';

const { map } = storageOf('Registry');

/** Account (a coldkey, or a hotkey of root) to its identity. */
export const IdentityOf = map('IdentityOf', [twox64Concat(AccountId32)], Registration);

export const STORAGE = [IdentityOf];
