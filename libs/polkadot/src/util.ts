/** `@yumanet/polkadot/util` */
export { isHex, u8aToHex } from '@polkadot/util';
