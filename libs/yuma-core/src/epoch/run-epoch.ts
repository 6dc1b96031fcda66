import type { EpochInput, EpochOutput, EpochOutputOf } from '../types.js';
import { runEpoch2024 } from './run-epoch-2024.js';
import { runEpoch2026 } from './run-epoch-2026.js';

/**
 * One epoch by the readable bigint reference: the oracle that every backend must equal bit for bit.
 *
 * `input` must have passed `checkEpochInput`; `createYuma` does that for you.
 */
export function runEpochReference<I extends EpochInput>(input: I): EpochOutputOf<I>;
export function runEpochReference(input: EpochInput): EpochOutput {
  return input.ruleset === '2024' ? runEpoch2024(input) : runEpoch2026(input);
}
