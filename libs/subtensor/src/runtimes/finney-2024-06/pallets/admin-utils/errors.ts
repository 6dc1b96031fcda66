import { errorsOf } from '@yumanet/frame';

export const errors = errorsOf('AdminUtils', 'pallet_admin_utils::pallet::Error', [
  'SubnetDoesNotExist',
  'StorageValueOutOfRange',
  'MaxAllowedUIdsNotAllowed',
]);
