import { compact, defineCall, ensureRoot, u64 } from '@yumanet/frame';
import { saturatingAdd, saturatingSub } from '../amounts.js';
import { errors } from '../errors.js';
import { deposit } from '../events.js';
import { InactiveIssuance, TotalIssuance } from '../storage.js';
import { AdjustmentDirection } from '../types.js';
import * as weights from '../weights.js';

/** Corrects the recorded issuance. Root. */
export const forceAdjustTotalIssuance = defineCall({
  index: 9,
  name: 'force_adjust_total_issuance',
  args: { direction: AdjustmentDirection, delta: compact(u64) },
  origin: ensureRoot,
  weight: weights.forceAdjustTotalIssuance,
  run: (ctx, _root, { direction, delta }) => {
    if (delta === 0n) throw errors.fail('DeltaZero');
    const old = TotalIssuance.get(ctx);
    const next = direction.type === 'Increase' ? saturatingAdd(old, delta) : saturatingSub(old, delta);
    if (InactiveIssuance.get(ctx) > next) throw errors.fail('IssuanceDeactivated');
    TotalIssuance.put(ctx, next);
    deposit(ctx, 'TotalIssuanceForced', { old, new: next });
  },
});
