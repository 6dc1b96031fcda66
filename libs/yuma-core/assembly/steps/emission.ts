/** Emission in rao, and the pruning scores of 2024. TypeScript twins: `src/epoch/emission.ts`, `pruning-scores.ts`. */
import { ONE, safeDiv, saturatingAdd, saturatingMul } from '../fixed/i32f32';
import { mulHighU64 } from '../fixed/wide';
import { get, int, ptr } from '../memory';
import { Slot } from '../slots';
import { normalize, normalizeUsingSum, sum } from './normalize';

/** trunc(share · rao), clamped to u64. */
export function emissionMulU64(share: i64, rao: u64): u64 {
  if (share <= 0) return 0;
  const high = mulHighU64(<u64>share, rao);
  if (high >> 32 != 0) return u64.MAX_VALUE;
  return (high << 32) | ((<u64>share * rao) >> 32);
}

export function emission(): void {
  const n = int(Slot.n);
  const incentive = ptr(Slot.incentive);
  const dividends = ptr(Slot.dividends);
  const combined = ptr(Slot.combined);
  const scratch = ptr(Slot.scratch);
  for (let offset: usize = 0, end = <usize>n << 3; offset < end; offset += 8) {
    store<i64>(combined + offset, saturatingAdd(load<i64>(incentive + offset), load<i64>(dividends + offset)));
  }
  const total = sum(combined, n);
  normalizeUsingSum(scratch, incentive, n, total);
  toRao(ptr(Slot.serverEmission), scratch, n);
  if (total != 0) {
    normalizeUsingSum(scratch, dividends, n, total);
    toRao(ptr(Slot.validatorEmission), scratch, n);
    normalize(combined, combined, n);
  } else {
    // No weights set, all outdated, or only self-weights: active stake earns; without any, all stake.
    const active = ptr(Slot.activeStake);
    memory.copy(combined, sum(active, n) == 0 ? ptr(Slot.stake) : active, <usize>n << 3);
    toRao(ptr(Slot.validatorEmission), combined, n);
  }
  toRao(ptr(Slot.emission), combined, n);
  if (int(Slot.ruleset2024)) maxUpscaleToU16(ptr(Slot.pruningScores), combined, n);
}

function toRao(to: usize, shares: usize, n: i32): void {
  const rao = <u64>get(Slot.raoEmission);
  for (let offset: usize = 0, end = <usize>n << 3; offset < end; offset += 8) {
    store<u64>(to + offset, emissionMulU64(load<i64>(shares + offset), rao));
  }
}

const U16_MAX_FIXED: i64 = 65535 << 32;
/** Above this, value · 65535 would not fit, so upstream divides first. */
const DIVIDE_FIRST_ABOVE: i64 = 32768 << 32;

/** `vec_max_upscale_to_u16`: the largest becomes 65535; rounds half away from zero. */
export function maxUpscaleToU16(to: usize, from: usize, n: i32): void {
  if (n == 0) return;
  let largest = load<i64>(from);
  for (let i = 1; i < n; i++) largest = max<i64>(largest, load<i64>(from + (<usize>i << 3)));
  const divideFirst = largest > DIVIDE_FIRST_ABOVE;
  const scale = divideFirst ? safeDiv(U16_MAX_FIXED, largest) : U16_MAX_FIXED;
  for (let i = 0; i < n; i++) {
    let value = saturatingMul(load<i64>(from + (<usize>i << 3)), scale);
    if (largest != 0) value = roundHalfAway(divideFirst ? value : safeDiv(value, largest));
    store<u16>(to + (<usize>i << 1), <u16>max<i64>(min<i64>(value >> 32, 65535), 0));
  }
}

/** Half away from zero, clamped. */
function roundHalfAway(x: i64): i64 {
  if (x < 0) return x;
  const rounded = saturatingAdd(x, ONE >> 1);
  return rounded & ~(ONE - 1);
}
