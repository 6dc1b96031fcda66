/** Pass 3 of the packed path: row by row, each entry from where its column left it. */
import { allocate, int, ptr, set } from '../memory';
import { copyOldRow, keepsOldRow, oldRowEnd, oldRowStart } from '../general/stored-bonds';
import { Slot } from '../slots';
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

/** Σ_j share · incentive into `rowDividend`, and the bonds to be stored, in the order of uids. */
export function finishPackedRows(): void {
  const n = int(Slot.n);
  const starts = ptr(Slot.rowStarts);
  const offsets = ptr(Slot.outOffsets);
  const rowOf = ptr(Slot.scratch);
  const rows = int(Slot.rowCount);
  memory.fill(rowOf, 0xff, <usize>n << 2);
  for (let r = 0; r < rows; r++) store<i32>(rowOf + (<usize>rowField(Slot.rowUid, r) << 2), r);
  const entries = ptr(Slot.outEntries);
  let to = entries;
  for (let i = 0; i < n; i++) {
    store<u32>(offsets + (<usize>i << 2), <u32>((to - entries) >> 2));
    const r = load<i32>(rowOf + (<usize>i << 2));
    const permit = load<u8>(ptr(Slot.newPermit) + i) != 0;
    if (r >= 0) {
      const end = finishRow(r, to, starts);
      if (permit) to = end;
    }
    if (!permit && keepsOldRow(i)) {
      copyOldRow(to, i);
      to += <usize>(oldRowEnd(i) - oldRowStart(i)) << 2;
    }
  }
  store<u32>(offsets + (<usize>n << 2), <u32>((to - entries) >> 2));
}

/** Room for every bond that can be stored; false where there is no memory. */
export function placeOutput(): void {
  const starts = ptr(Slot.rowStarts);
  const rows = <usize>int(Slot.rowCount);
  const entries = <u64>(load<u32>(starts + (rows << 2)) - load<u32>(starts)) >> 3;
  set(Slot.outEntries, <i64>allocate((entries + <u64>int(Slot.bondPairs)) << 2));
}

/** Writes the stored bonds of row r from `to` on; returns where they end. */
function finishRow(r: i32, to: usize, starts: usize): usize {
  const incentive = ptr(Slot.incentive);
  const singles = ptr(Slot.singles);
  const end = <usize>load<u32>(starts + (<usize>r << 2), 4);
  let total: u64 = 0;
  for (let at = <usize>load<u32>(starts + (<usize>r << 2)); at < end; at += 8) {
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
