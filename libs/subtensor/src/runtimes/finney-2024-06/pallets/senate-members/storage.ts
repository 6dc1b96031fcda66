import { AccountId32, boundedVec, storageOf } from '@yumanet/frame';

const { value } = storageOf('SenateMembers');

/** Senators, ascending by account. */
export const Members = value('Members', boundedVec(AccountId32), []);
export const Prime = value('Prime', AccountId32);

export const STORAGE = [Members, Prime];
