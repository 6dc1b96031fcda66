import { toHex } from '../../bytes.js';

export type SignatureKind = 'sr25519' | 'ed25519' | 'ecdsa';

/** One question: did `signer` sign `message`? */
export interface SignatureCheck {
  readonly kind: SignatureKind;
  readonly signature: Uint8Array;
  readonly message: Uint8Array;
  /** 32-byte account; of ecdsa, blake2b-256 of the 33-byte public key. */
  readonly signer: Uint8Array;
}

/** Everything the answer depends on: two checks with one key have one answer. */
export function checkKey(check: SignatureCheck): string {
  return `${check.kind}:${toHex(check.signature)}:${toHex(check.signer)}:${toHex(check.message)}`;
}
