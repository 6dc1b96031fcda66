// C = A · B modulo 65521, of numbers from −32760 to 32760 (two bytes each): eight products an instruction.

const PRIME: i64 = 65521;
/** i16 in a vector. */
const LANES: i32 = 8;

/**
 * @param a first byte of `rows × n` numbers, row by row
 * @param b first byte of `n × n` numbers, column by column
 * @param c first byte of room for `rows × n` results of two bytes, 0 to 65520, row by row
 * @param n a multiple of 8; sums stay below 2^63 for every n that fits in memory
 */
export function product(a: usize, b: usize, c: usize, rows: i32, n: i32): void {
  const bytes: usize = (<usize>n) << 1;
  for (let i = 0; i < rows; i++) {
    const row = a + <usize>i * bytes;
    // Two columns at once: each part of the row is read once for both. n is even.
    for (let j = 0; j < n; j += 2) {
      const left = b + <usize>j * bytes;
      const right = left + bytes;
      let sumLeft = i64x2.splat(0);
      let sumRight = i64x2.splat(0);
      for (let at: usize = 0; at < bytes; at += LANES << 1) {
        const part = v128.load(row + at);
        // The sum of two products is at most 2 · 32760² < 2^31.
        const l = i32x4.dot_i16x8_s(part, v128.load(left + at));
        const r = i32x4.dot_i16x8_s(part, v128.load(right + at));
        sumLeft = i64x2.add(sumLeft, i64x2.add(i64x2.extend_low_i32x4_s(l), i64x2.extend_high_i32x4_s(l)));
        sumRight = i64x2.add(sumRight, i64x2.add(i64x2.extend_low_i32x4_s(r), i64x2.extend_high_i32x4_s(r)));
      }
      const at = c + ((<usize>i * <usize>n + <usize>j) << 1);
      store<u16>(at, reduced(sumLeft));
      store<u16>(at + 2, reduced(sumRight));
    }
  }
}

function reduced(sum: v128): u16 {
  const rest = (i64x2.extract_lane(sum, 0) + i64x2.extract_lane(sum, 1)) % PRIME;
  return <u16>(rest < 0 ? rest + PRIME : rest);
}

/** Room for so many bytes, from the start of what is free. */
export function reserve(bytes: usize): usize {
  const needed = (<i32>(__heap_base + bytes) + 0xffff) >> 16;
  const missing = needed - memory.size();
  if (missing > 0 && memory.grow(missing) < 0) unreachable();
  return (__heap_base + 15) & ~15;
}
