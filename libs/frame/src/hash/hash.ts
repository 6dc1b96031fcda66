import { blake2b } from '@noble/hashes/blake2.js';
import { Twox128 } from '@polkadot-api/substrate-bindings';
import { toHex } from '../scale/hex.js';

/** 32-byte BLAKE2b: Substrate's block, extrinsic and call hash. */
export const blake2_256 = (bytes: Uint8Array): Uint8Array => blake2b(bytes, { dkLen: 32 });

/** 16-byte BLAKE2b, the prefix of Blake2_128Concat keys. */
export const blake2_128 = (bytes: Uint8Array): Uint8Array => blake2b(bytes, { dkLen: 16 });

/** Hex of the 16-byte xxHash of a name: pallet and item prefixes of storage keys. */
export const twox128Name = (name: string): string => toHex(Twox128(new TextEncoder().encode(name)));
