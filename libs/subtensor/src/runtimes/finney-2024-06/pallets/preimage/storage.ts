import { H256, boundedBytes, identity, storageOf, tuple, u32 } from '@yumanet/frame';
import { OldRequestStatus, RequestStatus } from './types.js';

const { map } = storageOf('Preimage');

/** Statuses before holds existed. */
export const StatusFor = map('StatusFor', [identity(H256)], OldRequestStatus);
export const RequestStatusFor = map('RequestStatusFor', [identity(H256)], RequestStatus);
/** The bytes, by hash and length. */
export const PreimageFor = map('PreimageFor', [identity(tuple(H256, u32))], boundedBytes);

export const STORAGE = [StatusFor, RequestStatusFor, PreimageFor];
