import type { EpochInput2024, EpochOutput2024 } from '@yumanet/yuma-core';
import type { Context } from '@yumanet/frame';
import * as neurons from '../storage/neurons.js';
import { encodePairs } from './raw.js';

/** Stores what an epoch found. A row of bonds is written where the uid has a permit, emptied where it lost one. */
export function writeEpochOutput(
  ctx: Context,
  netuid: number,
  input: EpochInput2024,
  output: EpochOutput2024,
): void {
  neurons.Active.put(ctx, netuid, Array.from(output.active, Boolean));
  neurons.Emission.put(ctx, netuid, [...output.emissionRao]);
  neurons.Rank.put(ctx, netuid, [...output.rank]);
  neurons.Trust.put(ctx, netuid, [...output.trust]);
  neurons.Consensus.put(ctx, netuid, [...output.consensus]);
  neurons.Incentive.put(ctx, netuid, [...output.incentive]);
  neurons.Dividends.put(ctx, netuid, [...output.dividends]);
  neurons.PruningScores.put(ctx, netuid, [...output.pruningScores]);
  neurons.ValidatorTrust.put(ctx, netuid, [...output.validatorTrust]);
  neurons.ValidatorPermit.put(ctx, netuid, Array.from(output.newValidatorPermit, Boolean));
  for (let uid = 0; uid < output.n; uid++) {
    if (output.newValidatorPermit[uid] !== 1 && input.validatorPermit[uid] !== 1) continue;
    const { offsets, entries } = output.bonds;
    const row = entries.subarray(2 * (offsets[uid] ?? 0), 2 * (offsets[uid + 1] ?? 0));
    ctx.storage.put(neurons.Bonds.key(ctx, netuid, uid), encodePairs(row));
  }
}
