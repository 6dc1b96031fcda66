/** When a block is made, in milliseconds since 1970. */
export interface Clock {
  now(): number;
}

export const systemClock: Clock = { now: () => Date.now() };

export interface BlockTime {
  readonly timestampMs: bigint;
  readonly slot: bigint;
}

/**
 * The timestamp of the next block. Aura wants a later slot than the parent's, and pallet Timestamp at least half a
 * slot since it; where blocks come faster than slots, chain time runs ahead of the clock, as it does on every
 * Substrate chain with instant seal.
 *
 * @param parentMs the parent's timestamp; 0 after genesis.
 * @param nowMs the clock; undefined: the time is simulated, each block in the first moment it may have.
 */
export function nextBlockTime(parentMs: bigint, nowMs: bigint | undefined, slotMs: bigint): BlockTime {
  const nextSlotStart = (parentMs / slotMs + 1n) * slotMs;
  const earliest = max(nextSlotStart, parentMs + slotMs / 2n);
  const timestampMs = nowMs === undefined ? earliest : max(earliest, nowMs);
  return { timestampMs, slot: timestampMs / slotMs };
}

function max(a: bigint, b: bigint): bigint {
  return a > b ? a : b;
}
