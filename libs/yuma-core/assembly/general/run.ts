/**
 * The general path: the whole epoch as a sparse scalar port in i64 with 128-bit products, for every input that the
 * fast paths leave out. No work in n²: rows cost what they hold.
 *
 * | step | function |
 * | --- | --- |
 * | weights | weights.ts normalizedWeights |
 * | consensus | median.ts weightedMedianCol |
 * | clip, validator trust, ranks | clip.ts clippedWeights, ranks |
 * | weights for bonds | clip.ts interpolate |
 * | bonds, dividends | bonds.ts bondsYuma2, bondsYuma3; liquid-alpha.ts |
 * | stored bonds | stored-bonds.ts |
 */
import { ONE, safeDiv, u16ProportionToFixed } from '../fixed/i32f32';
import { get, int, ptr, reserve } from '../memory';
import { Slot, Status } from '../slots';
import { normalize } from '../steps/normalize';
import { bondsYuma2, bondsYuma3 } from './bonds';
import { clippedWeights, interpolate, ranks } from './clip';
import { at, put } from './matrix';
import { weightedMedianCol } from './median';
import { storeBonds } from './stored-bonds';
import { normalizedWeights } from './weights';

/** Bytes that the matrices and vectors of this path take at most. */
function bytesNeeded(): u64 {
  const weights = <u64>get(Slot.weightPairs);
  const bonds = <u64>get(Slot.bondPairs);
  const n = <u64>get(Slot.n) + 1;
  return weights * (12 * 3 + 16) + bonds * 12 + (weights + bonds) * (12 + 8 + 4) + n * (8 * 16 + 4 * 6);
}

export function runGeneral(): Status {
  if (!reserve(bytesNeeded())) return Status.outOfMemory;
  const n = int(Slot.n);
  const incentive = ptr(Slot.incentive);
  const weights = normalizedWeights();
  if (int(Slot.ruleset2024)) ranks(ptr(Slot.preranks), weights);
  weightedMedianCol(weights);
  const clipped = clippedWeights(weights);
  ranks(incentive, clipped);
  if (int(Slot.ruleset2024)) serverTrust(incentive);
  normalize(incentive, incentive, n);
  const ratio = int(Slot.ruleset2024) ? ONE : u16ProportionToFixed(int(Slot.bondsPenalty));
  const weightsForBonds = interpolate(weights, clipped, ratio);
  storeBonds(int(Slot.yuma3) ? bondsYuma3(weightsForBonds) : bondsYuma2(weightsForBonds));
  return Status.ok;
}

/** 2024: the share of a rank that clipping left. */
export function serverTrust(ranksAfterClipping: usize): void {
  const preranks = ptr(Slot.preranks);
  const trust = ptr(Slot.trust);
  for (let j = 0, n = int(Slot.n); j < n; j++) put(trust, j, safeDiv(at(ranksAfterClipping, j), at(preranks, j)));
}
