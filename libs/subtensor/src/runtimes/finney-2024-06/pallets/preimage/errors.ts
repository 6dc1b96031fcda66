import { errorsOf } from '@yumanet/frame';

export const errors = errorsOf('Preimage', 'pallet_preimage::pallet::Error', [
  'TooBig',
  'AlreadyNoted',
  'NotAuthorized',
  'NotNoted',
  'Requested',
  'NotRequested',
  'TooMany',
  'TooFew',
]);
