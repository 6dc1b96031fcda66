/** Pass 3 of the dense path. */
import { allocate, int, ptr, set } from '../memory';
import { ONE } from '../fixed/i32f32';
import { copyOldRow, keepsOldRow, oldRowEnd, oldRowStart } from '../general/stored-bonds';
import { Slot } from '../slots';
import { claim, claimSize } from './claim';
import { rowField, rowSums } from './rows';
import { LANES, QUARTER, allOnes } from './tile';

/** Validator trust from the row sums modulo 2^32. Only a sum of 0 is ambiguous: then the row is added up again. */
export function exactTrust(): void {
  const threads = int(Slot.threads);
  const trust = ptr(Slot.validatorTrust);
  memory.fill(trust, 0, <usize>int(Slot.n) << 3);
  for (let r = 0, rows = int(Slot.rowCount); r < rows; r++) {
    let sums = i32x4.splat(0);
    for (let thread = 0; thread < threads; thread++) {
      sums = i32x4.add(sums, v128.load(rowSums(Slot.rowTrust, thread) + (<usize>r << 4)));
    }
    let total = <u64>(<u32>(
      (i32x4.extract_lane(sums, 0) +
        i32x4.extract_lane(sums, 1) +
        i32x4.extract_lane(sums, 2) +
        i32x4.extract_lane(sums, 3))
    ));
    if (total == 0) total = addUpTrust(r);
    store<u64>(trust + (<usize>rowField(Slot.rowUid, r) << 3), total);
  }
}

function addUpTrust(r: i32): u64 {
  const scale = load<f64>(ptr(Slot.rowScale) + (<usize>r << 3));
  if (scale == 0) return 0;
  const row = ptr(Slot.denseWeights) + <usize>r * ptr(Slot.rowStride);
  const consensus = ptr(Slot.consensus);
  let total: i64 = 0;
  for (let j = 0, n = int(Slot.n); j < n; j++) {
    const weight = load<u16>(row + (<usize>j << 1));
    if (weight == 0) continue;
    // Of a row with one weight the factor is a little low, to give all ones for 1.0.
    const scaled = <i64>(<f64>weight * scale);
    const value = scaled == 0xffff_ffff ? ONE : scaled;
    total += min<i64>(value, load<i64>(consensus + (<usize>j << 3)));
  }
  return <u64>total;
}

/** Phase `denseDividends`, one thread's share: Σ_j share · incentive into its sums. */
export function denseDividends(thread: i32): void {
  const tiles = int(Slot.tileCount);
  const size = claimSize(tiles);
  for (let first = claim(size); first < tiles; first = claim(size)) {
    for (let t = first, end = min(first + size, tiles); t < end; t++) {
      addDividends(t, rowSums(Slot.rowDividend, thread));
    }
  }
}

function addDividends(t: i32, sums: usize): void {
  const n = int(Slot.n);
  const rows = int(Slot.rowCount);
  const shares = ptr(Slot.shares) + <usize>t * <usize>rows * LANES;
  const singles = ptr(Slot.singles) + <usize>t * LANES;
  for (let quarter = 0; quarter < 4; quarter++) {
    let any: i64 = 0;
    let factors = i32x4.splat(0);
    for (let lane = 0; lane < 4; lane++) {
      const j = (t << 4) + (quarter << 2) + lane;
      const incentive = j < n ? load<i64>(ptr(Slot.incentive) + (<usize>j << 3)) : 0;
      any |= incentive;
      factors = v128.shuffle<i32>(factors, i32x4.splat(<i32>incentive), 1, 2, 3, 4);
    }
    const offset = <usize>quarter << 4;
    if (any >> 32 != 0) addWhole(shares + offset, singles + offset, (t << 4) + (quarter << 2), rows, sums);
    else if (any != 0) addQuarter(shares + offset, factors, v128.load(singles + offset), rows, sums);
  }
}

/** floor(share · incentive) of four columns; a share of 1.0 (all ones in a single column) gives the incentive. */
function addQuarter(shares: usize, incentive: v128, single: v128, rows: i32, to: usize): void {
  const zero = i32x4.splat(0);
  const short = v128.and(single, i32x4.ne(incentive, zero));
  const patch = v128.any_true(short);
  for (let r = 0; r < rows; r++, shares += LANES, to += QUARTER) {
    const share = v128.load(shares);
    const low = i64x2.shr_u(i64x2.extmul_low_i32x4_u(share, incentive), 32);
    const high = i64x2.shr_u(i64x2.extmul_high_i32x4_u(share, incentive), 32);
    let sum = i64x2.add(v128.load(to), i64x2.add(low, high));
    if (patch) {
      const missing = v128.and(short, i32x4.eq(share, allOnes()));
      sum = i64x2.sub(sum, i64x2.extend_low_i32x4_s(missing));
      sum = i64x2.sub(sum, i64x2.extend_high_i32x4_s(missing));
    }
    v128.store(to, sum);
  }
}

/** The one column with an incentive of exactly 1.0: its shares are the products. */
function addWhole(shares: usize, singles: usize, column: i32, rows: i32, sums: usize): void {
  for (let lane = 0; lane < 4; lane++) {
    const j = column + lane;
    if (j >= int(Slot.n) || load<i64>(ptr(Slot.incentive) + (<usize>j << 3)) != ONE) continue;
    const single = load<u32>(singles + (<usize>lane << 2)) != 0;
    for (let r = 0; r < rows; r++) {
      const share = load<u32>(shares + <usize>r * LANES + (<usize>lane << 2));
      const at = sums + (<usize>r << 4);
      store<u64>(at, load<u64>(at) + (single && share == u32.MAX_VALUE ? <u64>ONE : <u64>share));
    }
  }
}

/** Offsets of the bonds to be stored, and room for them. Phase `denseBonds` writes them. */
export function placeDenseBonds(): void {
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
    if (load<u8>(ptr(Slot.newPermit) + i)) total += r < 0 ? 0 : countStored(r);
    else if (keepsOldRow(i)) total += oldRowEnd(i) - oldRowStart(i);
  }
  store<u32>(offsets + (<usize>n << 2), total);
  set(Slot.outEntries, <i64>allocate(<u64>total << 2));
}

/** Phase `denseBonds`: rows of (uid, value) pairs. */
export function writeDenseBonds(): void {
  const n = int(Slot.n);
  const size = claimSize(n);
  const rowOf = ptr(Slot.scratch);
  for (let first = claim(size); first < n; first = claim(size)) {
    for (let i = first, end = min(first + size, n); i < end; i++) {
      const to = ptr(Slot.outEntries) + (<usize>load<u32>(ptr(Slot.outOffsets) + (<usize>i << 2)) << 2);
      const r = load<i32>(rowOf + (<usize>i << 2));
      if (load<u8>(ptr(Slot.newPermit) + i)) {
        if (r >= 0) writeRow(to, r);
      } else if (keepsOldRow(i)) copyOldRow(to, i);
    }
  }
}

function countStored(r: i32): u32 {
  const tiles = int(Slot.tileCount);
  const at = ptr(Slot.presence) + (<usize>r * <usize>tiles << 2);
  let count: u32 = 0;
  for (let t = 0; t < tiles; t++) count += popcnt(load<u32>(at + (<usize>t << 2)));
  return count;
}

const FULL: u32 = 0x0f0f0f0f;

function writeRow(to: usize, r: i32): void {
  const tiles = int(Slot.tileCount);
  const presence = ptr(Slot.presence) + (<usize>r * <usize>tiles << 2);
  const bonds = ptr(Slot.denseBonds) + <usize>r * ptr(Slot.rowStride);
  const steps = i16x8(0, 1, 2, 3, 4, 5, 6, 7);
  for (let t = 0; t < tiles; t++) {
    let mask = load<u32>(presence + (<usize>t << 2));
    const values = bonds + (<usize>t << 5);
    const first = t << 4;
    if (mask == FULL) {
      const uids = i16x8.add(i16x8.splat(<i16>first), steps);
      writePairs(to, uids, v128.load(values));
      writePairs(to + 32, i16x8.add(uids, i16x8.splat(8)), v128.load(values, 16));
      to += 64;
      continue;
    }
    // Four bits per byte to sixteen in a row.
    mask = (mask | (mask >> 4)) & 0x00ff00ff;
    mask = (mask | (mask >> 8)) & 0xffff;
    for (; mask != 0; mask &= mask - 1, to += 4) {
      const lane = <u32>ctz(mask);
      store<u32>(to, (first + lane) | (<u32>load<u16>(values + (<usize>lane << 1)) << 16));
    }
  }
}

/** Eight pairs: uid, value, uid, value … */
// @ts-ignore: decorator
@inline
function writePairs(to: usize, uids: v128, values: v128): void {
  v128.store(to, v128.shuffle<i16>(uids, values, 0, 8, 1, 9, 2, 10, 3, 11));
  v128.store(to, v128.shuffle<i16>(uids, values, 4, 12, 5, 13, 6, 14, 7, 15), 16);
}
