/** Who does what: threads claim pieces of a phase until none is left. */
import { headerAddress, int, set } from '../memory';
import { Slot } from '../slots';

// @ts-ignore: decorator
@inline
function addressOf(slot: Slot): usize {
  return headerAddress() + (<usize>slot << 3);
}

export function resetClaims(): void {
  set(Slot.claimed, 0);
}

/** The first of the next `size` pieces. */
export function claim(size: i32): i32 {
  const at = addressOf(Slot.claimed);
  if (ASC_FEATURE_THREADS) return atomic.add<i32>(at, size);
  const first = load<i32>(at);
  store<i32>(at, first + size);
  return first;
}

/** How many pieces to claim at once: few enough that threads end together, one where a thread is alone. */
export function claimSize(pieces: i32): i32 {
  const threads = int(Slot.threads);
  return threads <= 1 ? max(pieces, 1) : max(pieces / (threads * 8), 1);
}

/** Counts one more in a slot. */
export function countOne(slot: Slot): void {
  const at = addressOf(slot);
  if (ASC_FEATURE_THREADS) atomic.add<i32>(at, 1);
  else store<i32>(at, load<i32>(at) + 1);
}

export function addRowFlags(flags: i32): void {
  const at = addressOf(Slot.rowFlags);
  if (ASC_FEATURE_THREADS) atomic.or<i32>(at, flags);
  else store<i32>(at, load<i32>(at) | flags);
}
