/** `@yumanet/polkadot/keyring`: keys and their encrypted files. */
export { Keyring } from '@polkadot/keyring';
