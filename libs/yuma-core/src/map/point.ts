/** The parameters of the study: what is asked of an honest majority, under which rules. */
import { refusal } from '../errors.js';
import { RNGS, type RngName } from './random-source.js';

export interface MapPoint {
  /** Standard deviation of a weight as a share of its mean. */
  readonly sigma: number;
  /** The majority ratio of consensus, 0 … 1. */
  readonly kappa: number;
  /** Bonds penalty, 0 … 1. */
  readonly beta: number;
  /** Validators' part of emission, 0 … 1; the chain's is 0.5. No epoch depends on it. */
  readonly xi: number;
  /** Yuma 3 bonds instead of Yuma 2. */
  readonly yuma3: boolean;
  /** All uids: validators first, then servers. */
  readonly nodes: number;
  readonly validators: number;
  readonly rng: RngName;
}

/** The documented point: docs/consensus.md of Subtensor. */
export const DOCUMENTED_POINT: MapPoint = {
  sigma: 0.4,
  kappa: 0.5,
  beta: 1,
  xi: 0.5,
  yuma3: false,
  nodes: 512,
  validators: 64,
  rng: 'chacha12',
};

/** The majority stakes of the published maps. */
export const STUDY_STAKES: readonly number[] = [0.51, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95, 0.99];

/** Utilities are multiples of 1 / GRID_STEPS, 0 … 1. */
export const GRID_STEPS = 50;
export const GRID_POINTS = GRID_STEPS + 1;

/** Above that many uids the sampling would leave the range in which numbers are exact. */
const MAX_NODES = 4096;

/**
 * Returns the point, or refuses it.
 *
 * @throws YumaError OUT_OF_RANGE or WRONG_TYPE, with the name of the parameter.
 */
export function checkPoint(point: MapPoint): MapPoint {
  range('sigma', point.sigma, 0, 4);
  range('kappa', point.kappa, 0, 1);
  range('beta', point.beta, 0, 1);
  range('xi', point.xi, 0, 1);
  whole('nodes', point.nodes, 4, MAX_NODES);
  whole('validators', point.validators, 2, point.nodes - 2);
  if (typeof point.yuma3 !== 'boolean') throw refusal('WRONG_TYPE', 'yuma3', 'a boolean', point.yuma3);
  if (!RNGS.includes(point.rng)) throw refusal('OUT_OF_RANGE', 'rng', RNGS.join(' or '), point.rng);
  return point;
}

/** @throws YumaError OUT_OF_RANGE */
export function checkStake(stake: number): number {
  return range('stake', stake, 0.01, 0.99);
}

/** @throws YumaError OUT_OF_RANGE */
export function range(what: string, value: number, min: number, max: number): number {
  if (!(value >= min && value <= max)) throw refusal('OUT_OF_RANGE', what, `${min} … ${max}`, value);
  return value;
}

/** @throws YumaError OUT_OF_RANGE */
export function whole(what: string, value: number, min: number, max: number): number {
  if (!Number.isInteger(value)) throw refusal('OUT_OF_RANGE', what, 'an integer', value);
  return range(what, value, min, max);
}
