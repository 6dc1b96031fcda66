/**
 * Where everything lies: the only file with struct offsets.
 *
 * One header of 8-byte slots (`slots.ts`), then the fixed arrays of an epoch of size n, then the arena that `run`
 * allocates from. Nothing is ever freed: the next epoch starts over at the same addresses, so memory is reused and
 * only grows when an epoch is larger than all before it.
 */
import { Slot, Status } from './slots';

/**
 * Below `--memoryBase`, where nothing is initialised: a data segment would be written again, over a running epoch, by
 * each thread that instantiates the binary on the same memory.
 */
const HEADER: usize = 1024;
/** Every array starts on its own cache line. */
const ALIGN: u64 = 64;
const PAGE: u64 = 65536;
/** wasm32 addresses end here. */
const ADDRESS_LIMIT: u64 = 0xffff_0000;

export function headerAddress(): usize {
  return HEADER;
}

// @ts-ignore: decorator
@inline
export function get(slot: Slot): i64 {
  return load<i64>(HEADER + (<usize>slot << 3));
}

// @ts-ignore: decorator
@inline
export function set(slot: Slot, value: i64): void {
  store<i64>(HEADER + (<usize>slot << 3), value);
}

/** A slot that holds a pointer. */
// @ts-ignore: decorator
@inline
export function ptr(slot: Slot): usize {
  return <usize>get(slot);
}

/** A slot that holds a small number. */
// @ts-ignore: decorator
@inline
export function int(slot: Slot): i32 {
  return <i32>get(slot);
}

/** Takes `bytes` from the arena; 0 where the platform grants no more memory. */
export function allocate(bytes: u64): usize {
  const start = <u64>get(Slot.top);
  const end = (start + bytes + ALIGN - 1) & ~(ALIGN - 1);
  if (end > ADDRESS_LIMIT) return 0;
  const have = <u64>memory.size() * PAGE;
  if (end > have && memory.grow(<i32>((end - have + PAGE - 1) / PAGE)) < 0) return 0;
  set(Slot.top, <i64>end);
  return <usize>start;
}

/** Grows memory so that the next `bytes` from the arena, in at most 64 pieces, cannot fail. */
export function reserve(bytes: u64): bool {
  const top = get(Slot.top);
  if (allocate(bytes + 64 * ALIGN) == 0) return false;
  set(Slot.top, top);
  return true;
}

/** Gives the arena back for the next run. */
export function resetArena(): void {
  set(Slot.top, get(Slot.arena));
}

/** 0 here means that memory ran out; `place` then leaves the rest unplaced. */
function place(slot: Slot, count: u64, bytesEach: u64): bool {
  const at = allocate(count * bytesEach);
  set(slot, <i64>at);
  return at != 0;
}

/** Lays out the arrays of an epoch of n uids. Contents are undefined afterwards. */
export function layout(n: u32, lastUpdateLength: u32, weightPairs: u32, bondPairs: u32): Status {
  set(Slot.top, <i64>((<u64>__heap_base + ALIGN - 1) & ~(ALIGN - 1)));
  set(Slot.n, n);
  set(Slot.lastUpdateLength, lastUpdateLength);
  set(Slot.weightPairs, weightPairs);
  set(Slot.bondPairs, bondPairs);
  const u64s: u64 = n;
  let ok =
    place(Slot.lastUpdate, lastUpdateLength, 8) &&
    place(Slot.blockAtRegistration, u64s, 8) &&
    place(Slot.validatorPermit, u64s, 1) &&
    place(Slot.stakeIn, u64s, 16) &&
    place(Slot.commitBlocks, u64s, 8) &&
    place(Slot.weightOffsets, u64s + 1, 4) &&
    place(Slot.weightEntries, weightPairs, 4) &&
    place(Slot.bondOffsets, u64s + 1, 4) &&
    place(Slot.bondEntries, bondPairs, 4);
  for (let slot = Slot.active; slot <= Slot.newPermit; slot++) ok = ok && place(slot, u64s, 1);
  for (let slot = Slot.stakeWeight; slot <= Slot.pruningScores; slot++) ok = ok && place(slot, u64s, 2);
  for (let slot = Slot.stakeRao; slot <= Slot.dividends; slot++) ok = ok && place(slot, u64s, 8);
  ok = ok && place(Slot.outOffsets, u64s + 1, 4);
  for (let slot = Slot.oldPermit; slot <= Slot.scratch; slot++) ok = ok && place(slot, u64s + 8, 8);
  set(Slot.arena, get(Slot.top));
  return ok ? Status.ok : Status.outOfMemory;
}
