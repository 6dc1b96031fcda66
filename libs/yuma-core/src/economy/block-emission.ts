/**
 * Block emission: 1 TAO, halved whenever half of what is left to issue has been issued.
 *
 * emission = 10^9 · 2^(−floor(log2(1 / (1 − issuance / 21·10^15)))), in I96F32 with its truncations; 0 at the total
 * supply. The first halving is at exactly 10_500_000_000_000_000 rao.
 * Source: subtensor `coinbase/block_emission.rs` get_block_emission_for_issuance (2024: `root.rs`).
 */
import { I96F32 } from '../fixed/i96f32.js';
import { log2 } from '../fixed/transcendental.js';
import { YumaError } from '../errors.js';
import { DEFAULT_BLOCK_EMISSION_RAO, TOTAL_SUPPLY_RAO } from './constants.js';

/** 2.0 · 10_500_000_000_000_000.0 */
const TWICE_HALF_SUPPLY = I96F32.fromInt(21_000_000_000_000_000n);

/** Rao per block at `issuanceRao` (u64). */
export function blockEmissionForIssuance(issuanceRao: bigint): bigint {
  const issuance = I96F32.fromInt(issuanceRao);
  if (issuance >= I96F32.fromInt(TOTAL_SUPPLY_RAO)) return 0n;
  const left = I96F32.saturatingSub(I96F32.one, I96F32.saturatingDiv(issuance, TWICE_HALF_SUPPLY));
  const inverse = I96F32.checkedDiv(I96F32.one, left);
  const residual = inverse === undefined ? undefined : log2(I96F32, inverse);
  if (residual === undefined)
    throw new YumaError('ARITHMETIC', 'block emission: Logarithm calculation failed');
  const halvings = I96F32.toU64(residual);
  let multiplier = I96F32.one;
  for (let i = 0n; i < halvings; i++) multiplier = I96F32.saturatingMul(multiplier, I96F32.fromInt(2));
  const share = I96F32.safeDiv(I96F32.one, multiplier);
  return I96F32.toU64(I96F32.saturatingMul(share, I96F32.fromInt(DEFAULT_BLOCK_EMISSION_RAO)));
}

export interface Halving {
  /** The smallest issuance with this emission, rao. */
  readonly issuanceRao: bigint;
  readonly emissionRao: bigint;
}

/** Every step of the emission curve from the first block to the total supply, found by bisection to the rao. */
export function halvingTable(): Halving[] {
  const table: Halving[] = [{ issuanceRao: 0n, emissionRao: blockEmissionForIssuance(0n) }];
  for (let last = table[0]!; last.emissionRao > 0n; last = table[table.length - 1]!) {
    const issuanceRao = firstBelow(last);
    table.push({ issuanceRao, emissionRao: blockEmissionForIssuance(issuanceRao) });
  }
  return table;
}

/** The smallest issuance that emits less than `step`. */
function firstBelow(step: Halving): bigint {
  let above = step.issuanceRao;
  let below = TOTAL_SUPPLY_RAO;
  while (below - above > 1n) {
    const middle = (above + below) / 2n;
    if (blockEmissionForIssuance(middle) < step.emissionRao) below = middle;
    else above = middle;
  }
  return below;
}
