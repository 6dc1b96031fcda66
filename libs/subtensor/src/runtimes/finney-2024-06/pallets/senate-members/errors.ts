import { errorsOf } from '@yumanet/frame';

export const errors = errorsOf('SenateMembers', 'pallet_membership::pallet::Error', [
  'AlreadyMember',
  'NotMember',
  'TooManyMembers',
]);
