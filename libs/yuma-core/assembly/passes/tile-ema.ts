/**
 * Bonds: column-normalise ΔB and the stored bonds (Yuma 2), then alpha · new + (1 − alpha) · old, in place.
 *
 * A normalised column with a single entry holds 1.0, which does not fit: its products with alpha are alpha itself.
 * TypeScript twins: `src/epoch/bonds-yuma2.ts`, `bonds-yuma3.ts`, `src/math/ema.ts`.
 */
import { divide, storeReciprocal } from '../simd/division';
import { mulHigh, scaleU16, u16Scale } from '../simd/lanes';
import {
  BOND_SUM,
  DELTA_ANY,
  DELTA_SUM,
  EMA_LARGEST,
  EMA_SUM,
  LANES,
  QUARTER,
  RECIPROCAL,
  Tile,
  allOnes,
  figure,
  setFigure,
  unwrap,
} from './tile';

/** A lane of `only` where one value makes up the whole sum equals that value; no value equals all ones. */
// @ts-ignore: decorator
@inline
function onlyValue(sum: v128): v128 {
  return v128.or(sum, i32x4.eq(sum, i32x4.splat(0)));
}

/** Yuma 2. `alpha` in (0, 1). */
export function emaYuma2(tile: Tile, alphaBits: u32): void {
  const figures = tile.figures;
  for (let lane: usize = 0; lane < LANES; lane += 4) {
    const sum = unwrap(load<u32>(figures + DELTA_SUM + lane), load<u32>(figures + DELTA_ANY + lane));
    storeReciprocal(figures + RECIPROCAL + lane, sum);
  }
  for (let quarter: usize = 0; quarter < LANES; quarter += QUARTER) emaYuma2Quarter(tile, alphaBits, quarter);
}

function emaYuma2Quarter(tile: Tile, alphaBits: u32, quarter: usize): void {
  const reciprocal = tile.figures + RECIPROCAL + quarter;
  const r0 = v128.load(reciprocal);
  const r1 = v128.load(reciprocal, 64);
  const r2 = v128.load(reciprocal, 128);
  const alpha = i32x4.splat(<i32>alphaBits);
  const rest = i32x4.splat(-(<i32>alphaBits));
  const onlyDelta = onlyValue(figure(tile, DELTA_SUM, quarter));
  const bondSum = figure(tile, BOND_SUM, quarter);
  const onlyBond = onlyValue(bondSum);
  const scaleLow = f64x2(u16Scale(i32x4.extract_lane(bondSum, 0)), u16Scale(i32x4.extract_lane(bondSum, 1)));
  const scaleHigh = f64x2(u16Scale(i32x4.extract_lane(bondSum, 2)), u16Scale(i32x4.extract_lane(bondSum, 3)));
  let sum = i32x4.splat(0);
  let largest = sum;
  let at = tile.values + quarter;
  let bonds = tile.bonds + (quarter >> 1);
  const step = tile.bondsStep;
  for (let k = 0, count = tile.count; k < count; k++, at += LANES, bonds += step) {
    const delta = v128.load(at);
    const isOnlyDelta = i32x4.eq(delta, onlyDelta);
    const fromDelta = v128.bitselect(alpha, mulHigh(divide(delta, r0, r1, r2), alpha), isOnlyDelta);
    const bond = v128.load16x4_u(bonds);
    const isOnlyBond = i32x4.eq(bond, onlyBond);
    const fromBond = v128.bitselect(rest, mulHigh(scaleU16(bond, scaleLow, scaleHigh), rest), isOnlyBond);
    // Both at once is 1.0; adding the masks makes it all ones, which `sharesTile` knows for the only entry.
    const ema = i32x4.add(i32x4.add(fromDelta, fromBond), v128.and(isOnlyDelta, isOnlyBond));
    v128.store(at, ema);
    sum = i32x4.add(sum, ema);
    largest = i32x4.max_u(largest, ema);
  }
  setFigure(tile, EMA_LARGEST, quarter, largest);
  storeSums(tile, quarter, sum, largest);
}

function storeSums(tile: Tile, quarter: usize, sum: v128, any: v128): void {
  const to = tile.figures + EMA_SUM + 2 * quarter;
  store<u64>(to, unwrap(i32x4.extract_lane(sum, 0), i32x4.extract_lane(any, 0)));
  store<u64>(to, unwrap(i32x4.extract_lane(sum, 1), i32x4.extract_lane(any, 1)), 8);
  store<u64>(to, unwrap(i32x4.extract_lane(sum, 2), i32x4.extract_lane(any, 2)), 16);
  store<u64>(to, unwrap(i32x4.extract_lane(sum, 3), i32x4.extract_lane(any, 3)), 24);
}

/** Yuma 3 without liquid alpha: bonds are proportions; 65535 is 1.0, which 65535 · 65537 writes as all ones. */
export function emaYuma3(tile: Tile, alphaBits: u32): void {
  const alpha = i32x4.splat(<i32>alphaBits);
  const rest = i32x4.splat(-(<i32>alphaBits));
  const toProportion = i32x4.splat(65537);
  for (let quarter: usize = 0; quarter < LANES; quarter += QUARTER) {
    let sumLow = i64x2.splat(0);
    let sumHigh = sumLow;
    let largest = i32x4.splat(0);
    let at = tile.values + quarter;
    let bonds = tile.bonds + (quarter >> 1);
    const step = tile.bondsStep;
    for (let k = 0, count = tile.count; k < count; k++, at += LANES, bonds += step) {
      const weight = v128.load(at);
      const isOneWeight = i32x4.eq(weight, allOnes());
      const bond = i32x4.mul(v128.load16x4_u(bonds), toProportion);
      const isOneBond = i32x4.eq(bond, allOnes());
      const fromWeight = i32x4.sub(mulHigh(weight, alpha), isOneWeight);
      const fromBond = i32x4.sub(mulHigh(bond, rest), isOneBond);
      const isOne = v128.and(isOneWeight, isOneBond);
      const ema = i32x4.add(i32x4.add(fromWeight, fromBond), isOne);
      v128.store(at, ema);
      // All ones is one short of 2^32.
      sumLow = i64x2.sub(i64x2.add(sumLow, i64x2.extend_low_i32x4_u(ema)), i64x2.extend_low_i32x4_s(isOne));
      sumHigh = i64x2.sub(i64x2.add(sumHigh, i64x2.extend_high_i32x4_u(ema)), i64x2.extend_high_i32x4_s(isOne));
      largest = i32x4.max_u(largest, ema);
    }
    setFigure(tile, EMA_LARGEST, quarter, largest);
    v128.store(tile.figures + EMA_SUM + 2 * quarter, sumLow);
    v128.store(tile.figures + EMA_SUM + 2 * quarter, sumHigh, 16);
  }
}
