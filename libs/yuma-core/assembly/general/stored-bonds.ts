/** Which bonds rows an epoch stores, truncated to u16. TypeScript twin: `src/epoch/stored-bonds.ts`. */
import { proportionToU16 } from '../fixed/i32f32';
import { allocate, int, ptr, set } from '../memory';
import { Slot } from '../slots';
import { Matrix } from './matrix';

export function storeBonds(ema: Matrix): void {
  const n = int(Slot.n);
  const offsets = ptr(Slot.outOffsets);
  let total: u32 = 0;
  for (let i = 0; i < n; i++) {
    store<u32>(offsets + (<usize>i << 2), total);
    if (load<u8>(ptr(Slot.newPermit) + i)) total += ema.end(i) - ema.start(i);
    else if (keepsOldRow(i)) total += oldRowEnd(i) - oldRowStart(i);
  }
  store<u32>(offsets + (<usize>n << 2), total);
  const entries = allocate(<u64>total << 2);
  set(Slot.outEntries, <i64>entries);
  for (let i = 0; i < n; i++) {
    const to = entries + (<usize>load<u32>(offsets + (<usize>i << 2)) << 2);
    if (load<u8>(ptr(Slot.newPermit) + i)) writeRow(to, ema, i);
    else if (keepsOldRow(i)) copyOldRow(to, i);
  }
}

/** 2024 leaves the row of a uid that neither has nor had a permit. */
export function keepsOldRow(i: i32): bool {
  return int(Slot.ruleset2024) != 0 && load<u8>(ptr(Slot.oldPermit) + i) == 0;
}

export function oldRowStart(i: i32): u32 {
  return load<u32>(ptr(Slot.bondOffsets) + (<usize>i << 2));
}

export function oldRowEnd(i: i32): u32 {
  return load<u32>(ptr(Slot.bondOffsets) + (<usize>i << 2), 4);
}

export function copyOldRow(to: usize, i: i32): void {
  const from = <usize>oldRowStart(i) << 2;
  memory.copy(to, ptr(Slot.bondEntries) + from, (<usize>oldRowEnd(i) << 2) - from);
}

function writeRow(to: usize, ema: Matrix, i: i32): void {
  for (let k = ema.start(i); k < ema.end(i); k++, to += 4) {
    store<u32>(to, ema.column(k) | (<u32>proportionToU16(ema.value(k)) << 16));
  }
}
