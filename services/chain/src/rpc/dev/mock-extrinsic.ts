import type { FrameRuntime, Hex } from '@yumanet/frame';
import { concat, fromHex } from '../../bytes.js';
import { encodeCompact } from '../../node/block/byte-reader.js';

/** What chopsticks signs with where nobody has the key. */
export const MOCK_SIGNATURE = concat(Uint8Array.of(0xde, 0xad, 0xbe, 0xef), new Uint8Array(60).fill(0xcd));

const SIGNED_V4 = 0x84;
const SR25519 = 1;

/** An extrinsic of `who` with a signature that is none: for dry runs, and for who is impersonated. No tip, no end. */
export function mockExtrinsic(
  { linked }: FrameRuntime,
  who: Hex,
  call: Uint8Array,
  nonce: number,
): Uint8Array {
  const extra = linked.parts.extensions.map(({ id }) => {
    if (id === 'CheckNonce') return encodeCompact(nonce);
    // An immortal era, no tip, no metadata hash.
    return ['CheckMortality', 'CheckEra', 'ChargeTransactionPayment', 'CheckMetadataHash'].includes(id)
      ? Uint8Array.of(0)
      : new Uint8Array();
  });
  const signer = concat(Uint8Array.of(SIGNED_V4, 0), fromHex(who), Uint8Array.of(SR25519), MOCK_SIGNATURE);
  const body = concat(signer, ...extra, call);
  return concat(encodeCompact(body.length), body);
}
