import { DispatchClass, Weight, newtype, option, struct, u128, u64, v, variant } from '@yumanet/frame';

export const FixedU128 = newtype('sp_arithmetic::fixed_point::FixedU128', u128);

export const Releases = variant('pallet_transaction_payment::Releases', { V1Ancient: v(0), V2: v(1) });

export const RuntimeDispatchInfo = struct('pallet_transaction_payment::types::RuntimeDispatchInfo', {
  weight: Weight,
  class: DispatchClass,
  partial_fee: u64,
});

const InclusionFee = struct('pallet_transaction_payment::types::InclusionFee', {
  base_fee: u64,
  len_fee: u64,
  adjusted_weight_fee: u64,
});

export const FeeDetails = struct('pallet_transaction_payment::types::FeeDetails', {
  inclusion_fee: option(InclusionFee),
  tip: u64,
});
