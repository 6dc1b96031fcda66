import { RuntimeCall, ZERO_WEIGHT, defineCall } from '@yumanet/frame';
import { ensureMajority } from '../../triumvirate/origin.js';
import { asRoot } from '../accounts/as-root.js';

/** Dispatches a call as root for a motion that more than half the senators approved. Its failure is this call's. */
export const sudo = defineCall({
  index: 51,
  name: 'sudo',
  args: { call: RuntimeCall },
  origin: ensureMajority,
  weight: ZERO_WEIGHT,
  class: 'Operational',
  pays: 'No',
  run: (ctx, _majority, { call }) => asRoot(ctx, call),
});
