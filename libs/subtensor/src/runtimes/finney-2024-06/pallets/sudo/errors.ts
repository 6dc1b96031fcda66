import { errorsOf } from '@yumanet/frame';

export const errors = errorsOf('Sudo', 'pallet_sudo::pallet::Error', ['RequireSudo']);
