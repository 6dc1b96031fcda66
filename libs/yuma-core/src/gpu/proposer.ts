/**
 * Proposes the consensus of every column of a dense epoch. The scores stay on the device from epoch to epoch for as long
 * as they are the same (compared cell by cell, never assumed); only votes go there and n limbs come back.
 */
import type { DenseRows } from '../wasm/dense-rows.js';
import { release, toArray, type DeviceArray, type GpuJs, type GpuKernel } from './gpu-js.js';
import { highLimb, keep, lowLimb, MOST_ROWS } from './median-kernels.js';

/** Indices of the score matrix are float32 on some devices: exact up to 2^24. */
const MOST_CELLS = 2 ** 24;
const LIMB = 2048;

/** Kernels for one shape; gpu.js compiles shapes into them. */
interface Shape {
  readonly n: number;
  readonly voters: number;
  readonly keepScores: GpuKernel;
  readonly keepFound: GpuKernel;
  readonly findLow: GpuKernel;
}

interface Resident {
  readonly weights: Uint16Array;
  readonly scales: Float64Array;
  readonly stride: number;
  readonly high: DeviceArray;
  readonly low: DeviceArray;
}

export class MedianProposer {
  private shape: Shape | null = null;
  private resident: Resident | null = null;
  /** How often scores went to the device. */
  uploads = 0;

  constructor(private readonly gpu: GpuJs) {}

  /** Whether a device can hold the rows exactly. */
  static takes({ n, voters }: DenseRows): boolean {
    return voters > 0 && voters <= MOST_ROWS && n * voters <= MOST_CELLS;
  }

  /**
   * @param rows For which `takes` holds.
   * @param kappa u16.
   * @returns u32 per column, not certified.
   */
  propose(rows: DenseRows, kappa: number): Uint32Array {
    const shape = this.shapeFor(rows);
    const { high, low } = this.residentFor(rows, shape);
    const votes = voteLimbs(rows);
    const threshold = limbsOf(Math.floor((kappa * 2 ** 32) / 65535));
    const found = shape.keepFound(high, ...votes, threshold);
    const lows = toArray(shape.findLow(high, low, found, ...votes, threshold));
    const highs = toArray(found);
    release(found);
    return Uint32Array.from(lows, (value, j) => highs[j]! * 65536 + value);
  }

  dispose(): void {
    this.forget();
    this.dropShape();
  }

  private shapeFor({ n, voters }: DenseRows): Shape {
    if (this.shape?.n === n && this.shape.voters === voters) return this.shape;
    this.dispose();
    const common = { precision: 'single', tactic: 'precision', constants: { n, rows: voters } } as const;
    const resident = { pipeline: true, immutable: true } as const;
    const loops = { loopMaxIterations: Math.max(voters, 1000) };
    this.shape = {
      n,
      voters,
      keepScores: this.gpu.createKernel(keep, { ...common, ...resident, output: [n * voters] }),
      keepFound: this.gpu.createKernel(highLimb, { ...common, ...resident, ...loops, output: [n] }),
      findLow: this.gpu.createKernel(lowLimb, { ...common, ...loops, output: [n] }),
    };
    return this.shape;
  }

  private residentFor(rows: DenseRows, shape: Shape): Resident {
    const { stride, voters } = rows;
    const weights = rows.weights.subarray(0, voters * stride);
    const scales = rows.scales.subarray(0, voters);
    const known = this.resident;
    if (known?.stride === stride && isSame(known.scales, scales) && isSame(known.weights, weights))
      return known;
    this.forget();
    const [high, low] = scoreLimbs(rows);
    this.uploads++;
    this.resident = {
      stride,
      weights: weights.slice(),
      scales: scales.slice(),
      high: shape.keepScores(high),
      low: shape.keepScores(low),
    };
    return this.resident;
  }

  private forget(): void {
    if (this.resident === null) return;
    release(this.resident.high);
    release(this.resident.low);
    this.resident = null;
  }

  private dropShape(): void {
    if (this.shape === null) return;
    for (const kernel of [this.shape.keepScores, this.shape.keepFound, this.shape.findLow]) kernel.destroy();
    this.shape = null;
  }
}

function isSame(a: Uint16Array | Float64Array, b: Uint16Array | Float64Array): boolean {
  if (a.length !== b.length) return false;
  for (let k = 0; k < a.length; k++) if (a[k] !== b[k]) return false;
  return true;
}

/** Normalised scores, as the kernels of `assembly/passes/dense.ts` have them, in two limbs. */
function scoreLimbs({ n, voters, stride, weights, scales }: DenseRows): [Float32Array, Float32Array] {
  const high = new Float32Array(n * voters);
  const low = new Float32Array(n * voters);
  for (let r = 0; r < voters; r++) {
    const scale = scales[r]!;
    for (let j = 0; j < n; j++) {
      const score = Math.floor(weights[r * stride + j]! * scale);
      const upper = Math.floor(score / 65536);
      high[r * n + j] = upper;
      low[r * n + j] = score - upper * 65536;
    }
  }
  return [high, low];
}

function voteLimbs({ voters, votes }: DenseRows): [Float32Array, Float32Array, Float32Array] {
  const limbs: [Float32Array, Float32Array, Float32Array] = [
    new Float32Array(voters),
    new Float32Array(voters),
    new Float32Array(voters),
  ];
  for (let r = 0; r < voters; r++) limbsOf(votes[r]!).forEach((limb, l) => (limbs[l]![r] = limb));
  return limbs;
}

/** 11, 11 and up to 11 bits, lowest first; 2^32 is 1024 in the last. */
function limbsOf(value: number): Float32Array {
  return Float32Array.of(value % LIMB, Math.floor(value / LIMB) % LIMB, Math.floor(value / (LIMB * LIMB)));
}
