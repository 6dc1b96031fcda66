/** Pass 3 of the packed path: row by row, each entry from where its column left it. */
import { allocate, int, ptr, set } from '../memory';
import { copyOldRow, keepsOldRow, oldRowEnd, oldRowStart } from '../general/stored-bonds';
import { Slot } from '../slots';
import { claim, claimSize } from './claim';
import { rowField, rowSums } from './rows';

const STORED: u64 = 1 << 48;

/** Validator trust: row sums of the clipped weights. */
export function packedTrust(): void {
  const threads = int(Slot.threads);
  const trust = ptr(Slot.validatorTrust);
  memory.fill(trust, 0, <usize>int(Slot.n) << 3);
  for (let r = 0, rows = int(Slot.rowCount); r < rows; r++) {
    let total: u64 = 0;
    for (let thread = 0; thread < threads; thread++) {
      total += load<u64>(rowSums(Slot.rowTrust, thread) + (<usize>r << 3));
    }
    store<u64>(trust + (<usize>rowField(Slot.rowUid, r) << 3), total);
  }
}

/** Room for every bond that can be stored, each uid's at `outOffsets`. Phase `packedBonds` fills it. */
export function placeOutput(): void {
  const n = int(Slot.n);
  const offsets = ptr(Slot.outOffsets);
  const rowOf = ptr(Slot.scratch);
  memory.fill(rowOf, 0xff, <usize>n << 2);
  for (let r = 0, rows = int(Slot.rowCount); r < rows; r++) {
    store<i32>(rowOf + (<usize>rowField(Slot.rowUid, r) << 2), r);
  }
  let total: u32 = 0;
  for (let i = 0; i < n; i++) {
    store<u32>(offsets + (<usize>i << 2), total);
    const r = load<i32>(rowOf + (<usize>i << 2));
    // A row is walked, for its dividends, even where its bonds are not stored.
    const own = r < 0 ? 0 : (rowEnd(r) - rowStart(r)) >> 3;
    total += max(own, keepsOldRow(i) ? oldRowEnd(i) - oldRowStart(i) : 0);
  }
  set(Slot.outLengths, <i64>allocate(<u64>n << 2));
  set(Slot.outEntries, <i64>allocate(<u64>total << 2));
}

/** Phase `packedBonds`, one thread's share: Σ_j share · incentive into `rowDividend`, and the bonds to be stored. */
export function writePackedBonds(): void {
  const n = int(Slot.n);
  const size = claimSize(n);
  const rowOf = ptr(Slot.scratch);
  for (let first = claim(size); first < n; first = claim(size)) {
    for (let i = first, end = min(first + size, n); i < end; i++) {
      const from = ptr(Slot.outEntries) + (<usize>load<u32>(ptr(Slot.outOffsets) + (<usize>i << 2)) << 2);
      let to = from;
      const r = load<i32>(rowOf + (<usize>i << 2));
      const permit = load<u8>(ptr(Slot.newPermit) + i) != 0;
      if (r >= 0) {
        const written = finishRow(r, from);
        if (permit) to = written;
      }
      if (!permit && keepsOldRow(i)) {
        copyOldRow(from, i);
        to += <usize>(oldRowEnd(i) - oldRowStart(i)) << 2;
      }
      store<u32>(ptr(Slot.outLengths) + (<usize>i << 2), <u32>((to - from) >> 2));
    }
  }
}

/** Moves the rows together: most of them are as long as their room, and stay. */
export function closeUpBonds(): void {
  const n = int(Slot.n);
  const entries = ptr(Slot.outEntries);
  let total: u32 = 0;
  for (let i = 0; i < n; i++) {
    const offset = ptr(Slot.outOffsets) + (<usize>i << 2);
    const from = load<u32>(offset);
    const length = load<u32>(ptr(Slot.outLengths) + (<usize>i << 2));
    if (from != total) memory.copy(entries + (<usize>total << 2), entries + (<usize>from << 2), <usize>length << 2);
    store<u32>(offset, total);
    total += length;
  }
  store<u32>(ptr(Slot.outOffsets) + (<usize>n << 2), total);
}

// @ts-ignore: decorator
@inline
function rowStart(r: i32): u32 {
  return load<u32>(ptr(Slot.rowStarts) + (<usize>r << 2));
}

// @ts-ignore: decorator
@inline
function rowEnd(r: i32): u32 {
  return load<u32>(ptr(Slot.rowEnds) + (<usize>r << 2));
}

/** Writes the stored bonds of row r from `to` on; returns where they end. */
function finishRow(r: i32, to: usize): usize {
  const incentive = ptr(Slot.incentive);
  const singles = ptr(Slot.singles);
  const end = <usize>rowEnd(r);
  let total: u64 = 0;
  for (let at = <usize>rowStart(r); at < end; at += 8) {
    const entry = load<u64>(at);
    const j = <usize>(<u32>entry);
    const record = load<u64>(<usize>(entry >> 32));
    const share = record & 0xffff_ffff;
    const factor = load<u64>(incentive + (j << 3));
    total += (share * factor) >> 32;
    // A share of 1.0 gives the whole incentive, one more than all ones.
    if (share == 0xffff_ffff && factor != 0 && load<u32>(singles + (j << 2)) != 0) total++;
    store<u32>(to, <u32>j | ((<u32>(record >> 32) & 0xffff) << 16));
    if (record & STORED) to += 4;
  }
  store<u64>(ptr(Slot.rowDividend) + (<usize>r << 4), total);
  return to;
}
