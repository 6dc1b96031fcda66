import { sha256 } from '@noble/hashes/sha2.js';
import { keccak_256 } from '@noble/hashes/sha3.js';
import { fromHex, type AccountId } from '@yumanet/frame';

const U256_LIMIT = 1n << 256n;

/**
 * The seal of a nonce: keccak256(sha256(nonce as 8 little-endian bytes ‖ keccak256(block hash ‖ hotkey))), 32 bytes.
 * `blockHash` and `hotkey` are 32 bytes as hex.
 */
export function createSealHash(blockHash: string, nonce: bigint, hotkey: AccountId): Uint8Array {
  const binding = keccak_256(fromHex(blockHash + hotkey));
  const preimage = new Uint8Array(40);
  new DataView(preimage.buffer).setBigUint64(0, nonce, true);
  preimage.set(binding, 8);
  return keccak_256(sha256(preimage));
}

/** Whether a 32-byte seal, read big-endian, times the difficulty stays below 2^256. */
export function hashMeetsDifficulty(seal: Uint8Array, difficulty: bigint): boolean {
  let value = 0n;
  for (const byte of seal) value = (value << 8n) | BigInt(byte);
  return value * difficulty < U256_LIMIT;
}
