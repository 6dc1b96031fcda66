import { errorsOf } from '@yumanet/frame';

export const errors = errorsOf('Proxy', 'pallet_proxy::pallet::Error', [
  'TooMany',
  'NotFound',
  'NotProxy',
  'Unproxyable',
  'Duplicate',
  'NoPermission',
  'Unannounced',
  'NoSelfProxy',
]);
