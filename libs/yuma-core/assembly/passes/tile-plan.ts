/** What the steps of a tile need of the epoch, the same for every tile. */
// @ts-ignore: decorator
@unmanaged
export class TilePlan {
  /** Bonds penalty, I32F32 bits in [0, 2^32]. */
  penalty: i64;
  /** Liquid alpha: its bounds, steepness / −100, and the alpha of a cell where nothing moves: most of them. */
  low: i64;
  high: i64;
  slope: i64;
  still: i64;
  /** Of the plain average, I32F32 bits in (0, 2^32). */
  alpha: u32;
  /** The low 32 bits of the sum of votes, and that sum − kappa. */
  stake: u32;
  minority: u32;
  warmStart: bool;
  yuma3: bool;
  liquid: bool;
  /** 2024: ranks before clipping. */
  preranks: bool;
}
