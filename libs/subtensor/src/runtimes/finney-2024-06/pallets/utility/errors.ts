import { errorsOf } from '@yumanet/frame';

export const errors = errorsOf('Utility', 'pallet_utility::pallet::Error', ['TooManyCalls']);
