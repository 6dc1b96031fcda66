import type { Context, DispatchInfo } from '@yumanet/frame';
import { BLOCK_LENGTH, MAX_BLOCK, classKey } from '../../limits.js';
import { OperationalFeeMultiplier } from './constants.js';

const U64_MAX = (1n << 64n) - 1n;
const cap = (value: bigint): bigint => (value > U64_MAX ? U64_MAX : value);
const clamp = (value: bigint, low: bigint, high: bigint): bigint =>
  value < low ? low : value > high ? high : value;
const least = (a: bigint, b: bigint): bigint => (a < b ? a : b);

/** How many extrinsics of this weight and length fit into an empty block, by the scarcest resource. */
function perBlock({ weight, class: dispatchClass }: DispatchInfo, length: number): bigint {
  const maxLength = BigInt(BLOCK_LENGTH.max[classKey(dispatchClass.type)]);
  const byTime = MAX_BLOCK.ref_time / clamp(weight.ref_time, 1n, MAX_BLOCK.ref_time);
  const byProof = MAX_BLOCK.proof_size / clamp(weight.proof_size, 1n, MAX_BLOCK.proof_size);
  return least(least(byTime, byProof), maxLength / clamp(BigInt(length), 1n, maxLength));
}

/** Priority in the pool: the tip (plus one) per share of a block. Upstream: `get_priority`. */
export function priority(ctx: Context, info: DispatchInfo, length: number, tip: bigint, fee: bigint): bigint {
  const count = perBlock(info, length);
  const scaledTip = cap(cap(tip + 1n) * count);
  if (info.class.type !== 'Operational') return scaledTip;
  const virtualTip = cap(fee * BigInt(ctx.constant(OperationalFeeMultiplier)));
  return cap(scaledTip + cap(virtualTip * count));
}
