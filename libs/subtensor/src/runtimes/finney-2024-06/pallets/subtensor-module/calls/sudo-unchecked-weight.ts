import { RuntimeCall, Weight, defineCall } from '@yumanet/frame';
import { ensureMajority } from '../../triumvirate/origin.js';
import { asRoot } from '../accounts/as-root.js';

/** `sudo` at a weight of the motion's choice. */
export const sudoUncheckedWeight = defineCall({
  index: 52,
  name: 'sudo_unchecked_weight',
  args: { call: RuntimeCall, weight: Weight },
  origin: ensureMajority,
  weight: ({ weight }) => weight,
  class: ({ call }, ctx) => ctx.info(call).class.type,
  pays: 'No',
  run: (ctx, _majority, { call }) => asRoot(ctx, call),
});
