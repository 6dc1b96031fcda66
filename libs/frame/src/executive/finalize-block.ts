import type { CallContext } from './call-context.js';
import type { HeaderValue } from './system-port.js';

/** Ends the block: every pallet's on_finalize in order, then System's header. */
export function finalizeBlock(ctx: CallContext): HeaderValue {
  const { system, pallets } = ctx.linked.parts;
  if (!system.inherentsApplied(ctx)) system.noteInherentsApplied(ctx);
  system.noteFinishedExtrinsics(ctx);
  ctx.flush();
  const number = system.blockNumber(ctx);
  for (const { hooks } of pallets) hooks?.onFinalize?.(ctx, number);
  ctx.flush();
  return system.finalize(ctx);
}
