/**
 * The stake-weighted median of each column: the consensus of Yuma.
 *
 * v* = min { score v : stake(score > v) < kappa }, else the largest score. Computed here as upstream does it, by
 * partitioning around the middle element, so that the oracle stays an independent witness for faster selections.
 * Source: subtensor `epoch/math.rs`: weighted_median, weighted_median_col, weighted_median_col_sparse.
 */
import { I32F32 } from '../fixed/i32f32.js';
import { normalize } from './normalize.js';
import type { DenseMatrix, SparseMatrix } from './sparse-matrix.js';

/**
 * `weighted_median` of the scores named by `partition`, whose stake is the segment [lo, hi] of the total.
 *
 * @param minority Σ stake − kappa
 */
export function weightedMedian(
  stake: readonly I32F32[],
  score: readonly I32F32[],
  partition: readonly number[],
  minority: I32F32,
  lo: I32F32,
  hi: I32F32,
): I32F32 {
  if (stake.length !== score.length) return I32F32.zero;
  const scoreOf = (index: number) => score[index] ?? I32F32.zero;
  const stakeOf = (indices: readonly number[]) =>
    indices.reduce((sum, i) => I32F32.saturatingAdd(sum, stake[i] ?? I32F32.zero), I32F32.zero);

  let current = partition;
  for (;;) {
    if (current.length === 0) return I32F32.zero;
    const pivot = scoreOf(current[Math.floor(current.length / 2)]!);
    if (current.length === 1) return pivot;
    const lower = current.filter((i) => scoreOf(i) < pivot);
    const upper = current.filter((i) => scoreOf(i) > pivot);
    const lowerEnd = I32F32.saturatingAdd(lo, stakeOf(lower));
    const upperStart = I32F32.saturatingSub(hi, stakeOf(upper));
    if (minority < lowerEnd && lower.length > 0) {
      current = lower;
      hi = lowerEnd;
    } else if (upperStart <= minority && upper.length > 0) {
      current = upper;
      lo = upperStart;
    } else {
      return pivot;
    }
  }
}

/** The stake that votes: positive entries, normalised once more, and their actual sum (a few ulp below 1). */
function votingStake(stake: readonly I32F32[]): { rows: number[]; stake: I32F32[]; sum: I32F32 } {
  const rows = stake.map((_, i) => i).filter((i) => stake[i]! > 0n);
  const normalized = normalize(rows.map((i) => stake[i]!));
  return { rows, stake: normalized, sum: I32F32.sum(normalized) };
}

/** `weighted_median_col_sparse`: missing entries count as score 0; 0 where nobody votes. */
export function weightedMedianColSparse(
  stake: readonly I32F32[],
  score: SparseMatrix,
  columns: number,
  majority: I32F32,
): I32F32[] {
  const voting = votingStake(stake);
  const minority = I32F32.saturatingSub(voting.sum, majority);
  const scores = Array.from({ length: columns }, () =>
    new Array<I32F32>(voting.rows.length).fill(I32F32.zero),
  );
  voting.rows.forEach((i, k) => {
    for (const [j, value] of score[i] ?? []) if (j < columns) scores[j]![k] = value;
  });
  const everyone = voting.rows.map((_, k) => k);
  return scores.map((column) =>
    weightedMedian(voting.stake, column, everyone, minority, I32F32.zero, voting.sum),
  );
}

/** `weighted_median_col`: as wide as the first row; a row of another width votes 0 with stake 0. */
export function weightedMedianCol(stake: readonly I32F32[], score: DenseMatrix, majority: I32F32): I32F32[] {
  const columns = score[0]?.length ?? 0;
  const rows = stake.map((_, i) => i).filter((i) => stake[i]! > 0n);
  if (rows.length === 0) return new Array<I32F32>(columns).fill(I32F32.zero);
  const fits = (i: number) => score[i]?.length === columns;
  const useStake = normalize(rows.map((i) => (fits(i) ? stake[i]! : I32F32.zero)));
  const sum = I32F32.sum(useStake);
  const minority = I32F32.saturatingSub(sum, majority);
  const everyone = rows.map((_, k) => k);
  return Array.from({ length: columns }, (_, j) => {
    const column = rows.map((i) => (fits(i) ? score[i]![j]! : I32F32.zero));
    return weightedMedian(useStake, column, everyone, minority, I32F32.zero, sum);
  });
}
