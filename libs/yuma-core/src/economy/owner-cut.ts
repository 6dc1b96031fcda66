/**
 * The subnet owner's share of an emission: cut = E · c / 65535 in I96F32. The owner gets trunc(cut) at once; what
 * stays for the epoch is trunc(E − cut), the cut's fraction not rounded first, so one rao can be lost.
 * Source: subtensor `block_step.rs` generate_emission at abe7a8a67.
 */
import { I96F32 } from '../fixed/i96f32.js';

const U16_MAX_FIXED = I96F32.fromInt(65535);

export interface OwnerCut {
  readonly ownerRao: bigint;
  readonly pendingRao: bigint;
}

/** `emissionRao` u64; `ownerCut` u16 proportion, or null for a subnet without an owner. */
export function splitOwnerCut(emissionRao: bigint, ownerCut: number | null): OwnerCut {
  if (ownerCut === null) return { ownerRao: 0n, pendingRao: emissionRao };
  const emission = I96F32.fromInt(emissionRao);
  const cut = I96F32.saturatingDiv(I96F32.saturatingMul(emission, I96F32.fromInt(ownerCut)), U16_MAX_FIXED);
  return { ownerRao: I96F32.toU64(cut), pendingRao: I96F32.toU64(I96F32.saturatingSub(emission, cut)) };
}
