import { AccountId32, Void, typeOf, v, variant, type OriginCaller, type Type } from '@yumanet/frame';
import { RawOrigin as CollectiveOrigin } from './pallets/triumvirate/origin.js';

const RawOrigin = variant('frame_support::dispatch::RawOrigin', {
  Root: v(0),
  Signed: v(1, AccountId32),
  None: v(2),
});

/** node_subtensor_runtime::OriginCaller. */
export const OriginCallerType: Type<OriginCaller> = typeOf(
  variant('node_subtensor_runtime::OriginCaller', {
    system: v(0, RawOrigin),
    Triumvirate: v(8, CollectiveOrigin),
    Void: v(2, Void),
  }).def,
);
