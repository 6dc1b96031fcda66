import { ed25519 } from '@noble/curves/ed25519.js';
import { secp256k1 } from '@noble/curves/secp256k1.js';
import * as sr25519 from '@scure/sr25519';
import { describe, expect, it, onTestFinished } from 'vitest';
import { blake2b256, concat } from '../../bytes.js';
import type { SignatureCheck } from './signature-check.js';
import { SignatureVerifier } from './signature-verifier.js';
import { verifySignature } from './verify.js';

const message = new TextEncoder().encode('a transfer');
const seed = new Uint8Array(32).fill(7);

function srCheck(text = message): SignatureCheck {
  const secret = sr25519.secretFromSeed(seed);
  return {
    kind: 'sr25519',
    signature: sr25519.sign(secret, text),
    message: text,
    signer: sr25519.getPublicKey(secret),
  };
}
function edCheck(): SignatureCheck {
  return {
    kind: 'ed25519',
    signature: ed25519.sign(message, seed),
    message,
    signer: ed25519.getPublicKey(seed),
  };
}
function ecdsaCheck(): SignatureCheck {
  const recovered = secp256k1.sign(blake2b256(message), seed, { prehash: false, format: 'recovered' });
  return {
    kind: 'ecdsa',
    signature: concat(recovered.subarray(1), recovered.subarray(0, 1)),
    message,
    signer: blake2b256(secp256k1.getPublicKey(seed, true)),
  };
}

describe('signatures', () => {
  it.each([srCheck(), edCheck(), ecdsaCheck()])('knows good from bad: $kind', (check) => {
    expect(verifySignature(check)).toBe(true);
    expect(verifySignature({ ...check, message: new Uint8Array([1]) })).toBe(false);
    expect(verifySignature({ ...check, signer: new Uint8Array(32) })).toBe(false);
    expect(verifySignature({ ...check, signature: check.signature.subarray(1) })).toBe(false);
    const flipped = check.signature.slice();
    flipped[3]! ^= 1;
    expect(verifySignature({ ...check, signature: flipped })).toBe(false);
  });

  it('works in threads and never twice', async () => {
    const verifier = new SignatureVerifier({ threads: 1 });
    onTestFinished(() => verifier.close());
    const check = srCheck();
    const bad = { ...check, message: new Uint8Array([2]) };
    expect(await Promise.all([check, check, bad].map((c) => verifier.verify(c)))).toEqual([
      true,
      true,
      false,
    ]);
    expect(await verifier.verify(check)).toBe(true);
    expect(verifier.verifyNow(check)).toBe(true);
    expect(verifier.verifyNow(bad)).toBe(false);
    expect(verifier.stats).toEqual({ offThread: 2, onThread: 0 });
  });

  it('checks at once what nobody has seen, and forgets the oldest', () => {
    const verifier = new SignatureVerifier({ threads: 0, cacheSize: 1 });
    const [first, second] = [edCheck(), { ...edCheck(), message: new Uint8Array([3]) }];
    expect(verifier.verifyNow(first)).toBe(true);
    expect(verifier.verifyNow(first)).toBe(true);
    expect(verifier.verifyNow(second)).toBe(false);
    expect(verifier.verifyNow(first)).toBe(true);
    expect(verifier.stats).toEqual({ offThread: 0, onThread: 3 });
  });
});
