import type { EpochInput2024, EpochOutput2024 } from '@yumanet/yuma-core';
import type { Context } from '@yumanet/frame';
import * as neurons from '../storage/neurons.js';
import { encodeRaw } from './raw.js';

/** Which vector of an epoch's output goes where. */
const VECTORS = [
  [neurons.Active, 'active'],
  [neurons.Emission, 'emissionRao'],
  [neurons.Rank, 'rank'],
  [neurons.Trust, 'trust'],
  [neurons.Consensus, 'consensus'],
  [neurons.Incentive, 'incentive'],
  [neurons.Dividends, 'dividends'],
  [neurons.PruningScores, 'pruningScores'],
  [neurons.ValidatorTrust, 'validatorTrust'],
  [neurons.ValidatorPermit, 'newValidatorPermit'],
] as const;

/** Stores what an epoch found. A row of bonds is written where the uid has a permit, emptied where it lost one. */
export function writeEpochOutput(
  ctx: Context,
  netuid: number,
  input: EpochInput2024,
  output: EpochOutput2024,
): void {
  for (const [item, field] of VECTORS) ctx.storage.put(item.key(ctx, netuid), encodeRaw(output[field]));
  const { offsets, entries } = output.bonds;
  for (let uid = 0; uid < output.n; uid++) {
    if (output.newValidatorPermit[uid] !== 1 && input.validatorPermit[uid] !== 1) continue;
    const row = entries.subarray(2 * (offsets[uid] ?? 0), 2 * (offsets[uid + 1] ?? 0));
    ctx.storage.put(neurons.Bonds.key(ctx, netuid, uid), encodeRaw(row, 2));
  }
}
