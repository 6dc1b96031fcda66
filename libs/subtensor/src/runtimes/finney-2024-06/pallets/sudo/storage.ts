import { AccountId32, storageOf } from '@yumanet/frame';

const { value } = storageOf('Sudo');

/** The account that may act as root. */
export const Key = value('Key', AccountId32);

export const STORAGE = [Key];
