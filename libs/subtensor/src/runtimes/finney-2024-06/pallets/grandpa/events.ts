import { v, variant, vec } from '@yumanet/frame';
import { Authority } from './types.js';

export const Event = variant('pallet_grandpa::pallet::Event', {
  NewAuthorities: v(0, { authority_set: vec(Authority) }),
  Paused: v(1),
  Resumed: v(2),
});
