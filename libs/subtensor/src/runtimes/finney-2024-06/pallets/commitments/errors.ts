import { errorsOf } from '@yumanet/frame';

/** TooManyFields has no case: a commitment with more fields than one does not decode. */
export const errors = errorsOf('Commitments', 'pallet_commitments::pallet::Error', [
  'TooManyFields',
  'CannotCommit',
  'RateLimitExceeded',
]);
