/**
 * Every function of `primitives_public.jsonl` by its name there: argument types in the order of the Rust function,
 * result type, and the implementation that the reference uses.
 */
import { combineStake } from '../economy/combine-stake.js';
import { emissionMulU64 } from '../epoch/emission.js';
import { alphaSigmoid } from '../epoch/liquid-alpha.js';
import { YumaError, refusal } from '../errors.js';
import { fixedFromF32 } from '../fixed/from-f32.js';
import { I32F32 } from '../fixed/i32f32.js';
import { I64F64 } from '../fixed/i64f64.js';
import { I96F32 } from '../fixed/i96f32.js';
import { asArray, asString, type JsonObject } from '../input/fields.js';
import { clampValue, colClip, colClipSparse } from '../math/clip.js';
import * as convert from '../math/convert.js';
import { matEma, matEmaAlpha, matEmaAlphaSparse, matEmaSparse } from '../math/ema.js';
import { expSafe, safeLn, sigmoidSafe } from '../math/exp.js';
import { interpolate, interpolateSparse } from '../math/interpolate.js';
import * as normal from '../math/normalize.js';
import * as product from '../math/product.js';
import { isTopk, isTopkNonzero } from '../math/topk.js';
import { checkVecMaxLimited, vecMaxUpscaleToU16, vecU16MaxUpscaleToU16 } from '../math/upscale.js';
import { weightedMedian, weightedMedianCol, weightedMedianColSparse } from '../math/weighted-median.js';
import {
  bool,
  flags,
  i32,
  i64,
  i96,
  list,
  matrix,
  sparse,
  u16,
  u32,
  u64,
  vector,
  type Codec,
} from './codecs.js';

type Primitive = (args: readonly unknown[]) => unknown;
type Codecs<A extends readonly unknown[]> = { readonly [K in keyof A]: Codec<A[K]> };

function primitive<A extends readonly unknown[], R>(
  args: readonly [...Codecs<A>],
  result: Codec<R>,
  compute: (...args: A) => R,
): Primitive {
  return (values) => {
    if (values.length !== args.length) {
      throw refusal('LENGTH_MISMATCH', 'args', `${args.length} entries`, values.length);
    }
    const read = args.map((codec: Codec<unknown>, i) => codec.read(`args[${i}]`, values[i]));
    return result.write(compute(...(read as unknown as A)));
  };
}

const conversions = {
  fixed_to_u16: primitive([i32], u16, (x) => I32F32.toU16(x)),
  fixed_to_u64: primitive([i32], u64, (x) => I32F32.toU64(x)),
  fixed64_to_u64: primitive([i64], u64, (x) => I64F64.toU64(x)),
  fixed64_to_fixed32: primitive([i64], i32, convert.fixed64ToFixed32),
  fixed32_to_fixed64: primitive([i32], i64, convert.fixed32ToFixed64),
  u16_to_fixed: primitive([u16], i32, convert.u16ToFixed),
  u16_proportion_to_fixed: primitive([u16], i32, convert.u16ProportionToFixed),
  fixed_to_fixed_u16_proportion: primitive([i32], i32, convert.fixedToFixedU16Proportion),
  fixed_proportion_to_u16: primitive([i32], u16, convert.fixedProportionToU16),
  fixed_from_f32: primitive([u32], i32, fixedFromF32),
  vec_fixed64_to_fixed32: primitive([list(i64)], vector, (x) => x.map(convert.fixed64ToFixed32)),
  vec_max_upscale_to_u16: primitive([vector], list(u16), vecMaxUpscaleToU16),
  vec_u16_max_upscale_to_u16: primitive([list(u16)], list(u16), vecU16MaxUpscaleToU16),
  check_vec_max_limited: primitive([list(u16), u16], bool, checkVecMaxLimited),
};

const arithmetic = {
  i32f32_saturating_add: primitive([i32, i32], i32, (a, b) => I32F32.saturatingAdd(a, b)),
  i32f32_saturating_sub: primitive([i32, i32], i32, (a, b) => I32F32.saturatingSub(a, b)),
  i32f32_saturating_mul: primitive([i32, i32], i32, (a, b) => I32F32.saturatingMul(a, b)),
  i32f32_saturating_div: primitive([i32, i32], i32, (a, b) => I32F32.saturatingDiv(a, b)),
  i32f32_safe_div: primitive([i32, i32], i32, (a, b) => I32F32.safeDiv(a, b)),
  i32f32_checked_mul_or_default: primitive([i32, i32], i32, (a, b) => I32F32.checkedMul(a, b) ?? I32F32.zero),
  i32f32_round: primitive([i32], i32, (a) => I32F32.round(a)),
  i64f64_from_u64: primitive([u64], i64, (x) => I64F64.fromInt(x)),
  i64f64_saturating_add: primitive([i64, i64], i64, (a, b) => I64F64.saturatingAdd(a, b)),
  i64f64_saturating_mul: primitive([i64, i64], i64, (a, b) => I64F64.saturatingMul(a, b)),
  i64f64_safe_div: primitive([i64, i64], i64, (a, b) => I64F64.safeDiv(a, b)),
  i96f32_from_i32f32: primitive([i32], i96, (x) => I96F32.fromFixed(I32F32, x)),
  i96f32_from_u64: primitive([u64], i96, (x) => I96F32.fromInt(x)),
  i96f32_saturating_mul: primitive([i96, i96], i96, (a, b) => I96F32.saturatingMul(a, b)),
  i96f32_to_u64_saturating: primitive([i96], u64, (x) => I96F32.toU64(x)),
  emission_mul_u64: primitive([i32, u64], u64, emissionMulU64),
  combine_stake: primitive([u64, u64, u64], i64, combineStake),
  clamp_value: primitive([i32, i32, i32], i32, clampValue),
  exp_safe: primitive([i32], i32, expSafe),
  safe_ln: primitive([i32], i32, safeLn),
  sigmoid_safe: primitive([i32, i32, i32], i32, sigmoidSafe),
  alpha_sigmoid: primitive([i32, i32, i32, i32, i32, i32], i32, alphaSigmoid),
};

const vectors = {
  inplace_normalize: primitive([vector], vector, normal.normalize),
  inplace_normalize_64: primitive([list(i64)], list(i64), (x) => normal.normalize64(x)),
  vecdiv: primitive([vector, vector], vector, normal.vecdiv),
  vec_mul: primitive([vector, vector], vector, product.vecMul),
  is_topk: primitive([vector, u32], flags, isTopk),
  is_topk_nonzero: primitive([vector, u32], flags, isTopkNonzero),
  weighted_median: primitive([vector, vector, list(u32), i32, i32, i32], i32, weightedMedian),
};

const dense = {
  inplace_row_normalize: primitive([matrix], matrix, normal.rowNormalize),
  inplace_col_normalize: primitive([matrix], matrix, normal.colNormalize),
  inplace_col_max_upscale: primitive([matrix], matrix, normal.colMaxUpscale),
  inplace_col_clip: primitive([matrix, vector], matrix, colClip),
  row_sum: primitive([matrix], vector, product.rowSum),
  row_hadamard: primitive([matrix, vector], matrix, product.rowHadamard),
  matmul: primitive([matrix, vector], vector, product.matmul),
  matmul_transpose: primitive([matrix, vector], vector, product.matmulTranspose),
  mat_vec_mul: primitive([matrix, vector], matrix, product.matVecMul),
  mat_ema: primitive([matrix, matrix, i32], matrix, matEma),
  mat_ema_alpha: primitive([matrix, matrix, matrix], matrix, matEmaAlpha),
  interpolate: primitive([matrix, matrix, i32], matrix, interpolate),
  weighted_median_col: primitive([vector, matrix, i32], vector, weightedMedianCol),
};

const sparseMatrices = {
  inplace_row_normalize_sparse: primitive([sparse], sparse, normal.rowNormalizeSparse),
  inplace_col_normalize_sparse: primitive([sparse, u16], sparse, normal.colNormalizeSparse),
  inplace_col_max_upscale_sparse: primitive([sparse, u16], sparse, normal.colMaxUpscaleSparse),
  col_clip_sparse: primitive([sparse, vector], sparse, colClipSparse),
  row_sum_sparse: primitive([sparse], vector, product.rowSumSparse),
  row_hadamard_sparse: primitive([sparse, vector], sparse, product.rowHadamardSparse),
  matmul_sparse: primitive([sparse, vector, u16], vector, product.matmulSparse),
  matmul_transpose_sparse: primitive([sparse, vector], vector, product.matmulTransposeSparse),
  mat_vec_mul_sparse: primitive([sparse, vector], sparse, product.matVecMulSparse),
  mat_ema_sparse: primitive([sparse, sparse, i32], sparse, matEmaSparse),
  mat_ema_alpha_sparse: primitive([sparse, sparse, matrix], sparse, matEmaAlphaSparse),
  interpolate_sparse: primitive([sparse, sparse, u16, i32], sparse, interpolateSparse),
  weighted_median_col_sparse: primitive([vector, sparse, u16, i32], vector, weightedMedianColSparse),
};

export const PRIMITIVES: ReadonlyMap<string, Primitive> = new Map(
  Object.entries({ ...conversions, ...arithmetic, ...vectors, ...dense, ...sparseMatrices }),
);

/**
 * The `result` of a line `{"fn", "args"}`.
 *
 * @throws YumaError UNKNOWN_FUNCTION, or what the arguments deserve.
 */
export function computePrimitive(line: JsonObject): unknown {
  const name = asString('fn', line['fn']);
  const compute = PRIMITIVES.get(name);
  if (compute === undefined) {
    throw new YumaError('UNKNOWN_FUNCTION', `fn: expected a primitive's name, got ${JSON.stringify(name)}`);
  }
  return compute(asArray('args', line['args']));
}
