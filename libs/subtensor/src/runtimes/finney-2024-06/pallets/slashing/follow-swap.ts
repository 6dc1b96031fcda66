import type { AccountId, Context } from '@yumanet/frame';
import { SwappedTo, Unbonding } from './storage.js';

/**
 * A hotkey takes another's place: what waits in cooldowns goes with it, and offences of the old one follow. The new one
 * is nobody's predecessor any more, so that following ends.
 */
export function followSwap(ctx: Context, from: AccountId, to: AccountId): void {
  SwappedTo.delete(ctx, to);
  SwappedTo.put(ctx, from, to);
  for (const [[, coldkey], parts] of Unbonding.entries(ctx, from)) {
    Unbonding.delete(ctx, from, coldkey);
    Unbonding.mutate(ctx, to, coldkey, (others) => [...others, ...parts]);
  }
}

/** The hotkey that is in the place of an offender's now. */
export function successor(ctx: Context, hotkey: AccountId): AccountId {
  let current = hotkey;
  for (let next = SwappedTo.get(ctx, current); next !== undefined; next = SwappedTo.get(ctx, current))
    current = next;
  return current;
}
