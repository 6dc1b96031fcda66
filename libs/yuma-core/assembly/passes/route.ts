/**
 * Which path computes an epoch. The fast paths assume what every ordinary epoch has; whatever they do not hold, the
 * general path computes, exactly like the reference. This is the rule, with the reason of each condition.
 */
import { ONE, u16ProportionToFixed } from '../fixed/i32f32';
import { anyConsensus } from '../general/bonds';
import { get, int, ptr } from '../memory';
import { Reason, Route, Slot } from '../slots';
import { bondsAlpha } from '../steps/bonds-alpha';
import { DUPLICATE, SINGLE, SUM_OVERFLOW, UNSORTED, ZERO } from './rows';

/**
 * With Yuma 3 and alpha (or 1 − alpha) below this, an average just below 1.0 could round to all ones, which stands
 * for exactly 1.0.
 */
const YUMA3_MARGIN: i64 = 1 << 17;

/** What can be told before the matrices are read. */
export function reasonForGeneral(): Reason {
  if (int(Slot.route) == Route.general) return Reason.forced;
  if (int(Slot.n) == 0) return Reason.empty;
  // A single voter holds a stake of exactly 1.0, which does not fit 32 bits.
  if (int(Slot.voters) < 2) return Reason.voters;
  // All ones is kept free: a product with a weight of 1.0 is the stake itself.
  if (largestStake() >= ONE - 1) return Reason.wholeStake;
  // stake(score > v) < kappa must have an answer among the candidates: 0 < kappa <= S.
  const kappa = u16ProportionToFixed(int(Slot.kappa));
  if (kappa == 0 || kappa > get(Slot.votingStakeSum)) return Reason.kappa;
  return wantsLiquid() ? reasonOfLiquid() : reasonOfAlpha();
}

/** alpha in (0, 1): at the ends, and beyond (bonds_moving_average > 10^6), it does not fit 32 unsigned bits. */
function reasonOfAlpha(): Reason {
  const alpha = bondsAlpha();
  const margin = int(Slot.yuma3) ? YUMA3_MARGIN : 1;
  return alpha < margin || alpha > ONE - margin ? Reason.alpha : Reason.none;
}

/**
 * Liquid alpha lies in [low, high]: within (0, 1) for the same two reasons, low <= high so that clamping is the
 * identity at its ends. Where no consensus is above 0 the plain alpha is used, so that must fit too.
 */
function reasonOfLiquid(): Reason {
  const low = int(Slot.alphaLow);
  const high = int(Slot.alphaHigh);
  if (low < 3 || high > 65532 || low > high) return Reason.liquidRange;
  return reasonOfAlpha();
}

/** Liquid alpha, unless this run already found that it does not apply. */
export function wantsLiquid(): bool {
  return int(Slot.yuma3) != 0 && int(Slot.liquidAlpha) != 0 && int(Slot.plainAlpha) == 0;
}

/** Where no consensus is above 0 the plain average is used: known only when all columns are done. */
export function needsPlainAlpha(): bool {
  return wantsLiquid() && !anyConsensus();
}

/**
 * Below this share of stored entries packing them by column is faster than walking the zeros. Measured: see
 * `docs/kernels.md`.
 */
const PACK_BELOW_PERCENT: u64 = 50;

/** Whether the rows that were listed are sparse enough to be packed. */
export function isSparse(): bool {
  if (int(Slot.route) == Route.packed) return true;
  if (int(Slot.route) == Route.dense) return false;
  const cells = <u64>int(Slot.rowCount) * <u64>int(Slot.n);
  const stored = max(<u64>get(Slot.weightPairs), <u64>get(Slot.bondPairs));
  return stored * 100 < cells * PACK_BELOW_PERCENT;
}

/** A cell costs the dense path about as much as a sixteenth of what an entry costs the general one. */
const DENSE_WORTH: u64 = 16;

/** Whether rows that cannot be packed are worth walking with their zeros. */
export function isWorthDense(): bool {
  const cells = <u64>int(Slot.rowCount) * <u64>int(Slot.n);
  return cells <= DENSE_WORTH * (<u64>get(Slot.weightPairs) + <u64>get(Slot.bondPairs));
}

function largestStake(): i64 {
  const stakes = ptr(Slot.activeStake);
  let largest: i64 = 0;
  for (let i = 0, n = int(Slot.n); i < n; i++) largest = max<i64>(largest, load<i64>(stakes + (<usize>i << 3)));
  return largest;
}

/** What is told by reading the matrices, as the flags of `rows.ts`. */
export function reasonOfRows(flags: i32): Reason {
  // Each entry of a column is added and rounded on its own, and the median takes the last.
  if (flags & DUPLICATE) return Reason.duplicateEntry;
  // Upstream's row sum wraps: such a row is not normalised.
  if (flags & SUM_OVERFLOW) return Reason.rowSum;
  if (wantsLiquid()) {
    // Upstream's walk reads 0 behind a larger column, and emits entries in the order of the row.
    if (flags & UNSORTED) return Reason.unsortedLiquid;
    // A stored weight of 0 keeps its bond alive; the fast paths cannot tell it from none.
    if (flags & ZERO) return Reason.zeroWeightLiquid;
  }
  // An interpolated weight just below 1.0 has no margin to all ones in the average of Yuma 3.
  const penalty = int(Slot.bondsPenalty);
  if (flags & SINGLE && int(Slot.yuma3) && penalty != 0 && penalty != 65535) return Reason.penalizedSingle;
  return Reason.none;
}
