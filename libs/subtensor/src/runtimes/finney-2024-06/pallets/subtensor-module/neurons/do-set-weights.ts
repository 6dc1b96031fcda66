import { vecU16MaxUpscaleToU16 } from '@yumanet/yuma-core';
import type { Context } from '@yumanet/frame';
import { ensureChecks, type WeightCheck, type WeightQuestion } from '../checks/weight-checks.js';
import { storeWeights } from './store-weights.js';
import { uidOf } from './uid-of.js';

/** A row of weights on a subnet: `uids` are targets, `values` u16 of any scale. */
export interface WeightsRow {
  readonly netuid: number;
  readonly uids: readonly number[];
  readonly values: readonly number[];
  readonly versionKey: bigint;
}

/** What setting and revealing weights do alike: the call's checks in their order, then the row is stored. */
export function doSetWeights(
  ctx: Context,
  checks: readonly WeightCheck<WeightQuestion>[],
  question: WeightQuestion,
): void {
  ensureChecks(ctx, checks, question);
  const { netuid, hotkey, uids, values } = question;
  storeWeights(ctx, netuid, uidOf(ctx, netuid, hotkey), uids, vecU16MaxUpscaleToU16(values));
}
