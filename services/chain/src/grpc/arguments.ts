import { refusal } from '@yumanet/service-kit/core';
import { MAX_STATE_KEY_BYTES } from '../node/state/state-key.js';

/** @throws ServiceError INVALID_ARGUMENT unless the value is 32 bytes. */
export function bytes32(what: string, value: Uint8Array): Uint8Array {
  if (value.length !== 32) throw refusal('INVALID_ARGUMENT', what, '32 bytes', `${value.length} bytes`);
  return value;
}

/** A block number. @throws ServiceError INVALID_ARGUMENT above 2^32 - 1, which no Substrate chain can reach. */
export function height(what: string, value: bigint): number {
  if (value > 0xffff_ffffn) throw refusal('INVALID_ARGUMENT', what, '0..4294967295', value);
  return Number(value);
}

/** @throws ServiceError INVALID_ARGUMENT unless the value can be (the beginning of) a storage key. */
export function storageKey(what: string, value: Uint8Array, min: 0 | 1): Uint8Array {
  if (value.length < min || value.length > MAX_STATE_KEY_BYTES) {
    throw refusal('INVALID_ARGUMENT', what, `${min}..${MAX_STATE_KEY_BYTES} bytes`, `${value.length} bytes`);
  }
  return value;
}
