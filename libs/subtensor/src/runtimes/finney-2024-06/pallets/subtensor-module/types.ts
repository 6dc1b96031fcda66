import { struct, u128, u16, u32, u64, u8, type AccountId } from '@yumanet/frame';

/** What an account-valued item reads as when nothing is stored: 32 zero bytes. */
export const ZERO_ACCOUNT: AccountId = '00'.repeat(32);

/** Where a neuron serves. `ip` is the address as an integer, `ip_type` 4 or 6, `block` when it was set. */
export const AxonInfo = struct('pallet_subtensor::pallet::AxonInfo', {
  block: u64,
  version: u32,
  port: u16,
  ip: u128,
  ip_type: u8,
  protocol: u8,
  placeholder1: u8,
  placeholder2: u8,
});

/** Where a neuron's metrics are. */
export const PrometheusInfo = struct('pallet_subtensor::pallet::PrometheusInfo', {
  block: u64,
  version: u32,
  ip: u128,
  port: u16,
  ip_type: u8,
});
