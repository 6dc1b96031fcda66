/** `@yumanet/polkadot/util-crypto`: addresses, phrases, signatures. */
export {
  blake2AsU8a,
  cryptoWaitReady,
  decodeAddress,
  encodeAddress,
  keyExtractSuri,
  mnemonicGenerate,
  mnemonicValidate,
  sr25519Verify,
} from '@polkadot/util-crypto';
