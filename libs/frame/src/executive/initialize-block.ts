import { addWeight, ZERO_WEIGHT } from '../dispatch/info.js';
import type { CallContext } from './call-context.js';
import type { HeaderValue } from './system-port.js';

/** Starts a block: System's environment, every pallet's on_initialize in order, the base weight. */
export function initializeBlock(ctx: CallContext, header: HeaderValue): void {
  const { system, pallets } = ctx.linked.parts;
  system.resetEvents(ctx);
  system.noteRuntimeUpgrade(ctx);
  const digest = { logs: header.digest.logs.filter(({ type }) => type === 'PreRuntime') };
  system.initialize(ctx, header.number, header.parent_hash, digest);
  ctx.flush();
  let weight = ZERO_WEIGHT;
  for (const { hooks } of pallets)
    if (hooks?.onInitialize !== undefined) weight = addWeight(weight, hooks.onInitialize(ctx, header.number));
  system.registerExtraWeight(ctx, addWeight(weight, system.baseBlockWeight(ctx)), 'Mandatory');
  ctx.flush();
  system.noteFinishedInitialize(ctx);
}
