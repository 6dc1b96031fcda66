import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';

/** Bytes as lower-case hex without 0x. */
export const toHex: (bytes: Uint8Array) => string = bytesToHex;

/** Lower- or upper-case hex without 0x as bytes; throws on an odd length or a foreign digit. */
export const fromHex: (hex: string) => Uint8Array = hexToBytes;
