import { definePallet, variant } from '@yumanet/frame';
import { errors } from './errors.js';
import { SETTERS } from './setters.js';
import { swapAuthorities } from './swap-authorities.js';

/** pallet_admin_utils: root's and subnet owners' hands on SubtensorModule's parameters. It has no storage. */
export const adminUtilsPallet = definePallet({
  name: 'AdminUtils',
  index: 19,
  path: 'pallet_admin_utils',
  calls: [swapAuthorities, ...SETTERS],
  events: variant('pallet_admin_utils::pallet::Event', {}),
  errors: errors.type,
});
