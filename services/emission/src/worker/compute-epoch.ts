import type { Key } from '@yumanet/chain-client';
import type { EpochComputed } from '@yumanet/proto/emission/v1';
import { epochResultCodec, inputDigest, inputOf, resultPayload, snapshotCodec } from '@yumanet/subtensor';
import type { YumaEngine } from '@yumanet/yuma-core';
import { emissionError } from '../errors.js';

/**
 * Computes an epoch from its input and signs what came of it.
 *
 * @throws ServiceError SNAPSHOT_DIGEST when the input is not the one that was named; YumaError, FrameError for an input
 *   that is none.
 */
export function computeEpoch(
  genesisHash: Uint8Array,
  digest: Buffer,
  input: Uint8Array,
  { key, yuma }: { readonly key: Key; readonly yuma: YumaEngine },
): EpochComputed {
  const name = digest.toString('hex');
  const got = inputDigest(input);
  if (got !== name) throw emissionError('SNAPSHOT_DIGEST', `input: expected ${name}, got ${got}`);
  const output = yuma.runEpoch(inputOf(snapshotCodec().decode(input)));
  const result = Buffer.from(epochResultCodec().encode(output));
  const payload = resultPayload(Buffer.from(genesisHash).toString('hex'), name, result);
  return {
    digest,
    worker: Buffer.from(key.publicKey),
    result,
    signature: Buffer.from(key.sign(payload)),
  };
}
