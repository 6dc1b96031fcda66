import { failure, type AccountId, type MultiAddress, type ValueOf } from '@yumanet/frame';

/** AccountIdLookup: plain account ids only; anything else fails with CannotLookup. */
export function lookup(address: ValueOf<typeof MultiAddress>): AccountId {
  if (address.type !== 'Id') throw failure('CannotLookup');
  return address.value;
}
