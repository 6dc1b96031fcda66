import {
  chargedPays,
  chargedWeight,
  minWeight,
  type Context,
  type DispatchInfo,
  type PostInfo,
  type ValueOf,
  type WeightValue,
} from '@yumanet/frame';
import { BLOCK_WEIGHTS, MAX_BLOCK, classKey } from '../../limits.js';
import { NextFeeMultiplier, ONE } from './storage.js';
import type { FeeDetails } from './types.js';

export type FeeDetailsValue = ValueOf<typeof FeeDetails>;

const U64_MAX = (1n << 64n) - 1n;
const cap = (value: bigint): bigint => (value > U64_MAX ? U64_MAX : value);

/** 1,000,000 parts per billion: a thousandth of a rao per picosecond. */
const RATIO = 1_000_000n;
const BILLION = 1_000_000_000n;

/** Rao for a weight: a thousandth of its reference time, rounded to the nearest, halves down (Perbill). */
export function weightToFee(weight: WeightValue): bigint {
  const { ref_time } = minWeight(weight, MAX_BLOCK);
  const product = ref_time * RATIO;
  const [quotient, remainder] = [product / BILLION, product % BILLION];
  return remainder * 2n > BILLION ? quotient + 1n : quotient;
}

/** Rao for a length in bytes: one per byte. */
export const lengthToFee = (length: number): bigint => BigInt(length);

function details(
  ctx: Context,
  length: number,
  weight: WeightValue,
  tip: bigint,
  pays: boolean,
  dispatchClass: DispatchInfo['class'],
): FeeDetailsValue {
  if (!pays) return { inclusion_fee: undefined, tip };
  const multiplier = NextFeeMultiplier.get(ctx);
  const { base_extrinsic } = BLOCK_WEIGHTS.per_class[classKey(dispatchClass.type)];
  return {
    inclusion_fee: {
      base_fee: weightToFee(base_extrinsic),
      len_fee: lengthToFee(length),
      adjusted_weight_fee: cap((weightToFee(weight) * multiplier) / ONE),
    },
    tip,
  };
}

/** The fee before dispatch, in parts. `length` in bytes of the whole extrinsic. */
export const feeDetails = (ctx: Context, length: number, info: DispatchInfo, tip: bigint): FeeDetailsValue =>
  details(ctx, length, info.weight, tip, info.pays_fee.type === 'Yes', info.class);

/** The fee after dispatch, in parts: by the actual weight. */
export const actualFeeDetails = (
  ctx: Context,
  length: number,
  info: DispatchInfo,
  post: PostInfo,
  tip: bigint,
): FeeDetailsValue =>
  details(ctx, length, chargedWeight(info, post), tip, chargedPays(info, post) === 'Yes', info.class);

/** All parts together. */
export function finalFee({ inclusion_fee, tip }: FeeDetailsValue): bigint {
  if (inclusion_fee === undefined) return tip;
  return cap(inclusion_fee.base_fee + inclusion_fee.len_fee + inclusion_fee.adjusted_weight_fee + tip);
}
