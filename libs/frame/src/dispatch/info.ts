/** Weight v2: picoseconds of execution and bytes of proof; both u64. */
export interface WeightValue {
  readonly ref_time: bigint;
  readonly proof_size: bigint;
}

export type DispatchClassName = 'Normal' | 'Operational' | 'Mandatory';
export type PaysName = 'Yes' | 'No';

/** What a call costs at most, known before it runs. */
export interface DispatchInfo {
  readonly weight: WeightValue;
  readonly class: { readonly type: DispatchClassName };
  readonly pays_fee: { readonly type: PaysName };
}

/** What a call did cost. Absent fields mean: as declared. */
export interface PostInfo {
  readonly actualWeight?: WeightValue | undefined;
  readonly paysFee?: PaysName | undefined;
}

const MAX = (1n << 64n) - 1n;
const cap = (value: bigint): bigint => (value > MAX ? MAX : value);

export const weight = (refTime: bigint | number, proofSize: bigint | number = 0n): WeightValue => ({
  ref_time: BigInt(refTime),
  proof_size: BigInt(proofSize),
});

export const ZERO_WEIGHT: WeightValue = weight(0n);

/** Saturating sum of u64 parts. */
export const addWeight = (...weights: readonly WeightValue[]): WeightValue => ({
  ref_time: cap(weights.reduce((sum, { ref_time }) => sum + ref_time, 0n)),
  proof_size: cap(weights.reduce((sum, { proof_size }) => sum + proof_size, 0n)),
});

export const mulWeight = (a: WeightValue, factor: number | bigint): WeightValue => ({
  ref_time: cap(a.ref_time * BigInt(factor)),
  proof_size: cap(a.proof_size * BigInt(factor)),
});

const least = (a: bigint, b: bigint): bigint => (a < b ? a : b);

export const minWeight = (a: WeightValue, b: WeightValue): WeightValue => ({
  ref_time: least(a.ref_time, b.ref_time),
  proof_size: least(a.proof_size, b.proof_size),
});

/** Component-wise maximum. */
export const maxWeight = (a: WeightValue, b: WeightValue): WeightValue => ({
  ref_time: a.ref_time > b.ref_time ? a.ref_time : b.ref_time,
  proof_size: a.proof_size > b.proof_size ? a.proof_size : b.proof_size,
});

/** Saturating difference. */
export const subWeight = (a: WeightValue, b: WeightValue): WeightValue => ({
  ref_time: a.ref_time > b.ref_time ? a.ref_time - b.ref_time : 0n,
  proof_size: a.proof_size > b.proof_size ? a.proof_size - b.proof_size : 0n,
});

/** True when any part of `a` is greater than that of `b`. */
export const anyGreater = (a: WeightValue, b: WeightValue): boolean =>
  a.ref_time > b.ref_time || a.proof_size > b.proof_size;

/** The weight to charge after the call: the actual one, never above the declared one. */
export const chargedWeight = (info: DispatchInfo, post: PostInfo): WeightValue =>
  post.actualWeight === undefined ? info.weight : minWeight(post.actualWeight, info.weight);

/** A call declared or found free pays nothing. */
export const chargedPays = (info: DispatchInfo, post: PostInfo): PaysName =>
  info.pays_fee.type === 'No' || post.paysFee === 'No' ? 'No' : 'Yes';
