/**
 * The map's own kernel, a binary of its own: how far each row of shares is from the column means. `src/map/deviation.ts` owns
 * the memory after `heapBase` and says what is where.
 */

/** First byte that is free, a multiple of 16. */
export function heapBase(): usize {
  return (__heap_base + 15) & ~15;
}

/**
 * Σ_i Σ_j floor(stakes_i · |means_j − shares_ij|), all of them f64.
 *
 * PERF: two sums of two lanes. Every term is an integer and every sum below 2^53, so that their order does not matter.
 *
 * @param columns A multiple of 4: padded with zeros, which add nothing.
 */
export function deviation(shares: usize, stakes: usize, rows: i32, columns: i32, means: usize): f64 {
  let even = f64x2.splat(0);
  let odd = f64x2.splat(0);
  const end = means + ((<usize>columns) << 3);
  for (let i = 0; i < rows; i++) {
    const stake = f64x2.splat(load<f64>(stakes + ((<usize>i) << 3)));
    for (let mean = means; mean < end; mean += 32, shares += 32) {
      even = f64x2.add(even, term(stake, mean, shares));
      odd = f64x2.add(odd, term(stake, mean + 16, shares + 16));
    }
  }
  const sum = f64x2.add(even, odd);
  return f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1);
}

// @ts-ignore: decorator
@inline
function term(stake: v128, mean: usize, share: usize): v128 {
  return f64x2.floor(f64x2.mul(stake, f64x2.abs(f64x2.sub(v128.load(mean), v128.load(share)))));
}
