/** `@yumanet/polkadot/types`: decoding by metadata. */
export { Metadata, TypeRegistry, expandMetadata } from '@polkadot/types';
