/**
 * The least honest utility that keeps the honest camp's share, whatever the cabal does: the right-most point of a
 * retention line. Per cabal utility it is where E_H crosses S_H, interpolated between grid points; the worst cabal counts.
 *
 * PERF: E_H grows with W_H, so a row is bisected, from the worst so far on; one that cannot beat it costs one epoch. 30 to 60
 * epochs a line instead of 2,601. Cabal utilities are searched in steps of 0.1, then of 0.02 around the worst.
 */
import type { CellRunner, CellShares } from './cell.js';
import { GRID_STEPS } from './point.js';

export interface Retention {
  /** W_H*, 0 … 1; 1 where the sample failed. */
  readonly utility: number;
  /** The cabal utility that makes it so. */
  readonly cabal: number;
  /** No honest utility suffices against some cabal. */
  readonly failed: boolean;
}

const COARSE = 5;
const AROUND = 4;

/** E_H at an emission ratio: validators get xi, servers the rest. */
export function honestShare(shares: CellShares, xi: number): number {
  return xi === 0.5 ? shares.emission : xi * shares.dividends + (1 - xi) * shares.incentive;
}

/** @param share E_H of (W_H, W_C) in grid steps. */
export function retention(share: (honest: number, cabal: number) => number, stake: number): Retention {
  let worst: Retention = { utility: 0, cabal: 0, failed: false };
  let isFirst = true;
  const search = (cabal: number) => {
    const found = crossing((honest) => share(honest, cabal), stake, isFirst ? 0 : worst.utility * GRID_STEPS);
    isFirst = false;
    const failed = worst.failed || found === null;
    const utility = found === null ? 1 : found / GRID_STEPS;
    worst = utility > worst.utility ? { utility, cabal: cabal / GRID_STEPS, failed } : { ...worst, failed };
  };
  for (let cabal = 0; cabal <= GRID_STEPS; cabal += COARSE) search(cabal);
  const centre = Math.round(worst.cabal * GRID_STEPS);
  for (let cabal = centre - AROUND; cabal <= centre + AROUND; cabal++) {
    if (cabal >= 0 && cabal <= GRID_STEPS && cabal % COARSE !== 0) search(cabal);
  }
  return worst;
}

export function retentionOf(runner: CellRunner, xi: number): Retention {
  return retention((honest, cabal) => honestShare(runner.run(honest, cabal), xi), runner.graph.stake);
}

/** Where the row crosses `stake`, in grid steps; 0 where it does so at or before `atLeast`; null where it never does. */
function crossing(share: (honest: number) => number, stake: number, atLeast: number): number | null {
  let low = Math.min(Math.floor(atLeast), GRID_STEPS - 1);
  let lowShare = share(low);
  if (lowShare >= stake) return 0;
  let high = low + 1;
  let highShare = share(high);
  for (let stride = 2; highShare < stake; stride *= 2) {
    if (high === GRID_STEPS) return null;
    [low, lowShare, high] = [high, highShare, Math.min(high + stride, GRID_STEPS)];
    highShare = share(high);
  }
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    const middleShare = share(middle);
    if (middleShare < stake) [low, lowShare] = [middle, middleShare];
    else [high, highShare] = [middle, middleShare];
  }
  return low + (stake - lowShare) / (highShare - lowShare);
}
