import { ed25519 } from '@noble/curves/ed25519.js';
import { secp256k1 } from '@noble/curves/secp256k1.js';
import * as sr25519 from '@scure/sr25519';
import { blake2b256, equalBytes } from '../../bytes.js';
import type { SignatureCheck } from './signature-check.js';

/**
 * Whether the signature is good. Malformed input is a bad signature, never an exception: it comes from outside.
 *
 * Source: sp_runtime::MultiSignature::verify. ecdsa recovers the public key from a blake2b-256 prehash and compares
 * its hash with the account; ed25519 follows ZIP-215 as ed25519-zebra does.
 */
export function verifySignature(check: SignatureCheck): boolean {
  const { kind, signature, message, signer } = check;
  try {
    switch (kind) {
      case 'sr25519':
        return sr25519.verify(message, signature, signer);
      case 'ed25519':
        return ed25519.verify(signature, message, signer, { zip215: true });
      case 'ecdsa':
        return recoverEcdsa(signature, message, signer);
    }
  } catch {
    return false;
  }
}

function recoverEcdsa(signature: Uint8Array, message: Uint8Array, signer: Uint8Array): boolean {
  const recovery = signature[64];
  if (signature.length !== 65 || recovery === undefined) return false;
  // Ethereum-style recovery ids 27 and 28 are accepted upstream as 0 and 1.
  const bit = recovery > 26 ? recovery - 27 : recovery;
  const parsed = secp256k1.Signature.fromBytes(signature.subarray(0, 64)).addRecoveryBit(bit);
  const publicKey = parsed.recoverPublicKey(blake2b256(message)).toBytes(true);
  return equalBytes(blake2b256(publicKey), signer);
}
