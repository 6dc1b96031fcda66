import { boundedVec, fixedBytes, option, struct, tuple, u64, variant, v } from '@yumanet/frame';
import { dataType } from '../../data-type.js';

const MAX_RAW = 64;
/** As MaxAdditionalFields: more do not decode. */
const MAX_ADDITIONAL_FIELDS = 1;

const Data = dataType('pallet_registry::types::Data', MAX_RAW);

/** Who somebody is, in their own words. */
export const IdentityInfo = struct('pallet_registry::types::IdentityInfo', {
  additional: boundedVec(tuple(Data, Data), MAX_ADDITIONAL_FIELDS),
  display: Data,
  legal: Data,
  web: Data,
  riot: Data,
  email: Data,
  pgp_fingerprint: option(fixedBytes(20)),
  image: Data,
  twitter: Data,
});

/** An identity and the rao held for it. */
export const Registration = struct('pallet_registry::types::Registration', {
  deposit: u64,
  info: IdentityInfo,
});

export const HoldReasonType = variant('pallet_registry::pallet::HoldReason', { RegistryIdentity: v(0) });
