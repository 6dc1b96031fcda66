/**
 * Pruning scores of 2024: combined emission, max-upscaled to u16 and rounded; the lowest is replaced first.
 * Source: subtensor `epoch.rs` at abe7a8a67 (2026 has none: it compares emission itself).
 */
import type { I32F32 } from '../fixed/i32f32.js';
import { vecMaxUpscaleToU16 } from '../math/upscale.js';

export function pruningScores(normalizedCombinedEmission: readonly I32F32[]): Uint16Array {
  return Uint16Array.from(vecMaxUpscaleToU16(normalizedCombinedEmission));
}
