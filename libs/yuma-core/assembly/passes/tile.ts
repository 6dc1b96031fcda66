/**
 * A tile: 16 columns, `count` entries deep, u32 lanes; dense (entry k is row k, one stake for all 16 columns) or
 * packed (entry k of each column is its k-th stored weight, a stake for each). Four columns, a quarter, at a time.
 *
 * Pass 2 over a tile, in this order:
 *
 * | step | function |
 * | --- | --- |
 * | consensus | tile-median.ts medianTile |
 * | clip, validator trust, ranks, weights for bonds, ΔB | tile-clip.ts clipTile |
 * | bonds: normalise, EMA | tile-ema.ts, tile-liquid.ts |
 * | bonds: normalise, quantise | tile-shares.ts |
 */

/** Bytes of one u32 for each of 16 columns. */
export const LANES: usize = 64;
/** Bytes of a quarter of that. */
export const QUARTER: usize = 16;

/** Everything a step needs, and the figures by column that steps leave for the next ones. Lives in the scratch. */
// @ts-ignore: decorator
@unmanaged
export class Tile {
  /** u32[count][16]: weights, then ΔB or weights for bonds, then EMA bonds. */
  values: usize;
  count: i32;
  /** Dense: the first so many entries vote. Packed: count. */
  voters: i32;
  /** Dense: u32[count]. Packed: u32[count][16]. */
  stakes: usize;
  votes: usize;
  /** u16[16] per entry: stored bonds, then bonds to be stored. */
  bonds: usize;
  bondsStep: usize;
  /** u32[count][16]: column-normalised EMA bonds. May be `values`. */
  shares: usize;
  /** Four bytes per entry, four bits each: whether a bond is stored. */
  presence: usize;
  presenceStep: usize;
  /** Dense: i32x4[count], sums modulo 2^32. Packed: u64 by row. */
  trust: usize;
  /** u32[16]: all ones for a column with one bond. */
  singles: usize;
  /** Packed: u16[count][16], the row of each entry. */
  rows: usize;
  /** Some weight may be exactly 1.0 and is then written as all ones. */
  mayHoldOne: bool;

  /** Figures by column, each u32[16] at an offset below. */
  figures: usize;
}

export const LARGEST_VOTE: usize = 0 * LANES;
export const CONSENSUS: usize = 1 * LANES;
export const RANK_SUM: usize = 2 * LANES;
/** The bitwise or of what was added: tells a sum of 2^32, which wraps to 0, from nothing. */
export const RANK_ANY: usize = 3 * LANES;
export const PRERANK_SUM: usize = 4 * LANES;
export const PRERANK_ANY: usize = 5 * LANES;
export const DELTA_SUM: usize = 6 * LANES;
export const DELTA_ANY: usize = 7 * LANES;
export const BOND_SUM: usize = 8 * LANES;
export const EMA_LARGEST: usize = 9 * LANES;
/** u64[16] */
export const EMA_SUM: usize = 10 * LANES;
export const SHARE_LARGEST: usize = 12 * LANES;
/** Two reciprocals of 16 lanes. */
export const RECIPROCAL: usize = 13 * LANES;
/** A guess at consensus. */
export const GUESS: usize = 20 * LANES;
/** Where the search for consensus starts. */
export const LOW: usize = 21 * LANES;
export const FIGURES_BYTES: usize = 22 * LANES;
/** A place for `Tile.singles` where no other is needed. */
export const SINGLES: usize = 19 * LANES;

/** The bytes of a tile's header and figures, before its entries in the scratch. */
export const TILE_BYTES: usize = 128 + FIGURES_BYTES;

// @ts-ignore: decorator
@inline
export function figure(tile: Tile, which: usize, quarter: usize): v128 {
  return v128.load(tile.figures + which + quarter);
}

// @ts-ignore: decorator
@inline
export function setFigure(tile: Tile, which: usize, quarter: usize, value: v128): void {
  v128.store(tile.figures + which + quarter, value);
}

/** The factor of entry k for four columns: one for all (dense), or one each (packed). */
// @ts-ignore: decorator
@inline
export function factor(at: usize, k: i32, quarter: usize, packed: bool): v128 {
  if (packed) return v128.load(at + <usize>k * LANES + quarter);
  return v128.load32_splat(at + (<usize>k << 2));
}

/** Stands for 1.0, which does not fit 32 bits. */
// @ts-ignore: decorator
@inline
export function allOnes(): v128 {
  return i32x4.splat(-1);
}

/** A sum of at most 2^32 from its low 32 bits and whether anything was added. */
// @ts-ignore: decorator
@inline
export function unwrap(sum: u32, any: u32): u64 {
  return sum == 0 && any != 0 ? <u64>1 << 32 : <u64>sum;
}
