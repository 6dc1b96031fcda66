import type { RpcMethod } from '../context.js';
import { concat } from '../../bytes.js';
import { ByteReader } from '../../node/block/byte-reader.js';
import { callRuntime } from '../context.js';
import { readLittleEndian } from './little-endian.js';

/** `(extrinsic, at?)` → the parts of the fee; null where none is due. */
export const payment_queryFeeDetails: RpcMethod = (context, params) => {
  const extrinsic = params.bytes(0, 'extrinsic');
  const length = new Uint8Array(4);
  new DataView(length.buffer).setUint32(0, extrinsic.length, true);
  const input = concat(extrinsic, length);
  const at = params.optionalHash(1, 'at');
  const reader = new ByteReader(callRuntime(context, 'TransactionPaymentApi_query_fee_details', input, at));
  if (reader.u8() === 0) return { inclusionFee: null };
  // Option<(base, length, weight)> and the tip: four balances of one width.
  const width = reader.left / 4;
  const fee = (): string => `0x${readLittleEndian(reader.take(width)).toString(16)}`;
  return { inclusionFee: { baseFee: fee(), lenFee: fee(), adjustedWeightFee: fee() } };
};
