import { errorsOf } from '@yumanet/frame';

export const errors = errorsOf('Grandpa', 'pallet_grandpa::pallet::Error', [
  'PauseFailed',
  'ResumeFailed',
  'ChangePending',
  'TooSoon',
  'InvalidKeyOwnershipProof',
  'InvalidEquivocationProof',
  'DuplicateOffenceReport',
]);
