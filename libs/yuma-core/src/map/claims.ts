/** What Subtensor's docs/consensus.md says of honest utility, each as a point of the map. */
import { DOCUMENTED_POINT, type MapPoint } from './point.js';

export interface Claim {
  readonly claim: string;
  /** The documented W_H; 1 = no utility suffices. */
  readonly documented: number;
  readonly stake: number;
  readonly point: MapPoint;
}

function claim(claim: string, documented: number, stake: number, change: Partial<MapPoint>): Claim {
  return { claim, documented, stake, point: { ...DOCUMENTED_POINT, ...change } };
}

/** Named as in `data/map/claims.csv`. */
export const CLAIMS: readonly Claim[] = [
  claim('sigma = 0', 0.6, 0.6, { sigma: 0 }),
  claim('sigma = 0.2 mu', 0.67, 0.6, { sigma: 0.2 }),
  claim('sigma = 0.4 mu', 0.73, 0.6, { sigma: 0.4 }),
  claim('beta = 0', 0.78, 0.6, { beta: 0 }),
  claim('beta = 0.5', 0.76, 0.6, { beta: 0.5 }),
  claim('beta = 1', 0.73, 0.6, { beta: 1 }),
  claim('xi = 0', 0.82, 0.6, { xi: 0 }),
  claim('xi = 0.25', 0.78, 0.6, { xi: 0.25 }),
  claim('xi = 0.5', 0.73, 0.6, { xi: 0.5 }),
  claim('kappa = 0.4, S_H 0.51', 0.93, 0.51, { kappa: 0.4 }),
  claim('kappa = 0.5, S_H 0.51', 0.88, 0.51, { kappa: 0.5 }),
  claim('kappa = 0.6, S_H 0.51', 1, 0.51, { kappa: 0.6 }),
  claim('S_H 0.7 needs > 75 %', 0.75, 0.7, {}),
];
