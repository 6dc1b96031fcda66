/**
 * Registration terms at the end of an interval: burn and difficulty move with how many registered against the target.
 *
 * updated = current · (registrations + target) / (2 · target);  next = clamp(α · current + (1 − α) · updated), I110F18.
 * Which of the two moves: too many registrations raise what most of them used (equal: both); too few lower the other.
 * Source: subtensor `block_step.rs` adjust_registration_terms_for_networks, upgraded_difficulty, upgraded_burn at abe7a8a67.
 */
import { I110F18 } from '../fixed/i110f18.js';
import { U64_MAX } from '../fixed/fixed-format.js';

export interface AdjustmentTerms {
  readonly registrationsThisInterval: number;
  readonly targetRegistrationsPerInterval: number;
  /** AdjustmentAlpha as a share of u64::MAX. */
  readonly adjustmentAlpha: bigint;
}

export interface RegistrationTerms extends AdjustmentTerms {
  readonly powRegistrationsThisInterval: number;
  readonly burnRegistrationsThisInterval: number;
  readonly burnRao: bigint;
  readonly minBurnRao: bigint;
  readonly maxBurnRao: bigint;
  readonly difficulty: bigint;
  readonly minDifficulty: bigint;
  readonly maxDifficulty: bigint;
}

/** Burn and difficulty of the next interval. */
export function adjustRegistrationTerms(terms: RegistrationTerms): { burnRao: bigint; difficulty: bigint } {
  const { burns, works } = termsThatMove(terms);
  return {
    burnRao: burns ? upgradedTerm(terms.burnRao, terms.minBurnRao, terms.maxBurnRao, terms) : terms.burnRao,
    difficulty: works
      ? upgradedTerm(terms.difficulty, terms.minDifficulty, terms.maxDifficulty, terms)
      : terms.difficulty,
  };
}

/** Which of the two is written at the end of the interval, if only with its old value: the six cases A–F. */
export function termsThatMove(
  terms: Pick<
    RegistrationTerms,
    | 'registrationsThisInterval'
    | 'targetRegistrationsPerInterval'
    | 'powRegistrationsThisInterval'
    | 'burnRegistrationsThisInterval'
  >,
): { burns: boolean; works: boolean } {
  const { powRegistrationsThisInterval: pow, burnRegistrationsThisInterval: burn } = terms;
  if (pow === burn) return { burns: true, works: true }; // E, F
  const tooMany = terms.registrationsThisInterval > terms.targetRegistrationsPerInterval;
  const mostlyPow = pow > burn;
  return { works: tooMany === mostlyPow, burns: tooMany !== mostlyPow }; // A, D: difficulty; B, C: burn
}

/** One term (rao or difficulty, u64) moved and clamped. */
export function upgradedTerm(current: bigint, min: bigint, max: bigint, terms: AdjustmentTerms): bigint {
  const target = terms.targetRegistrationsPerInterval;
  const value = I110F18.fromInt(current);
  const updated = I110F18.saturatingDiv(
    I110F18.saturatingMul(value, I110F18.fromInt(saturatingAddU16(terms.registrationsThisInterval, target))),
    I110F18.fromInt(saturatingAddU16(target, target)),
  );
  const alpha = I110F18.saturatingDiv(I110F18.fromInt(terms.adjustmentAlpha), I110F18.fromInt(U64_MAX));
  const next = I110F18.saturatingAdd(
    I110F18.saturatingMul(alpha, value),
    I110F18.saturatingMul(I110F18.saturatingSub(I110F18.one, alpha), updated),
  );
  if (next >= I110F18.fromInt(max)) return max;
  if (next <= I110F18.fromInt(min)) return min;
  return I110F18.toU64(next);
}

function saturatingAddU16(a: number, b: number): number {
  return Math.min(a + b, 65535);
}
