import type { Call } from '@polkadot/types/interfaces';
import { clientError } from '../errors.js';
import type { Key } from '../keys/key.js';
import type { LoadedRuntime } from '../metadata/load-runtime.js';
import type { ChainSource } from '../source.js';
import { signExtrinsic } from './sign-extrinsic.js';

/** TransactionPaymentApi_query_info of the call, signed as it would be. @returns rao */
export async function estimateFee(
  runtime: LoadedRuntime,
  call: Call,
  key: Key,
  source: ChainSource,
): Promise<bigint> {
  const birth = await source.head('finalized');
  const nonce = await source.nextNonce(key.publicKey);
  const { bytes } = signExtrinsic(runtime, call, key, { nonce, birth, eraBlocks: 64 });
  const length = Buffer.alloc(4);
  length.writeUInt32LE(bytes.length);
  const info = await source.runtimeCall?.('TransactionPaymentApi_query_info', Buffer.concat([bytes, length]));
  return feeOf(info ?? new Uint8Array());
}

/**
 * The fee inside a RuntimeDispatchInfo: two compact weights, a byte for the class, then the balance in 8 bytes (Subtensor) or 16.
 *
 * @throws ServiceError BAD_ANSWER
 */
export function feeOf(info: Uint8Array): bigint {
  const rest = info.subarray(compactLength(info, 0) + compactLength(info, compactLength(info, 0)) + 1);
  if (rest.length !== 8 && rest.length !== 16) {
    throw clientError('BAD_ANSWER', `fee: expected a balance of 8 or 16 bytes, got ${rest.length}`);
  }
  return rest.reduceRight((sum, byte) => sum * 256n + BigInt(byte), 0n);
}

function compactLength(bytes: Uint8Array, at: number): number {
  const first = bytes[at] ?? 0;
  return [1, 2, 4, (first >> 2) + 5][first & 3] as number;
}
