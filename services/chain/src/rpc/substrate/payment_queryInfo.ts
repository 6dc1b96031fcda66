import type { RpcMethod } from '../context.js';
import { concat } from '../../bytes.js';
import { ByteReader } from '../../node/block/byte-reader.js';
import { callRuntime } from '../context.js';
import { readLittleEndian } from './little-endian.js';
import { readBigCompact } from './read-big-compact.js';

/** `(extrinsic, at?)` → weight, class and fee of a transaction. */
export const payment_queryInfo: RpcMethod = (context, params) => {
  const extrinsic = params.bytes(0, 'extrinsic');
  const length = new Uint8Array(4);
  new DataView(length.buffer).setUint32(0, extrinsic.length, true);
  const input = concat(extrinsic, length);
  const at = params.optionalHash(1, 'at');
  const reader = new ByteReader(callRuntime(context, 'TransactionPaymentApi_query_info', input, at));
  const weight = { ref_time: Number(readBigCompact(reader)), proof_size: Number(readBigCompact(reader)) };
  const dispatchClass = ['normal', 'operational', 'mandatory'][reader.u8()];
  const partialFee = readLittleEndian(reader.take(reader.left)).toString();
  return { weight, class: dispatchClass, partialFee };
};
