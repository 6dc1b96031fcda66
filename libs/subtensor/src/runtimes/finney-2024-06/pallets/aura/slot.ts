import { panic, toHex, Reader, type Context } from '@yumanet/frame';
import { Digest_ } from '../system/storage.js';
import { SlotDuration } from './constants.js';
import { CurrentSlot } from './storage.js';

const AURA_ENGINE = toHex(new TextEncoder().encode('aura'));

/** The slot that the block's author claims in the header, or undefined when the header claims none. */
export function slotFromDigest(ctx: Context): bigint | undefined {
  for (const log of Digest_.get(ctx).logs)
    if (log.type === 'PreRuntime' && log.value[0] === AURA_ENGINE) return new Reader(log.value[1]).u64();
  return undefined;
}

/**
 * The block's time must lie in the slot that its header claims.
 * DEVIATION: upstream demands a slot; a header without one (manual and instant sealing) is not checked here.
 */
export function checkTimestampSlot(ctx: Context, moment: bigint): void {
  if (slotFromDigest(ctx) === undefined) return;
  const slot = moment / ctx.constant(SlotDuration);
  const current = CurrentSlot.get(ctx);
  if (slot !== current)
    throw panic(`Timestamp slot must match CurrentSlot: expected ${current}, got ${slot}`);
}
