import { errorsOf } from '@yumanet/frame';

/** TooManyFields has no case: an identity with more fields than one does not decode. */
export const errors = errorsOf('Registry', 'pallet_registry::pallet::Error', [
  'CannotRegister',
  'TooManyFields',
  'NotRegistered',
]);
