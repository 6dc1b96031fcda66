/** Epochs of one batch as the float32 arrays that the screen's kernels read, all padded to the same rows and columns. */
import type { DenseRows } from '../wasm/dense-rows.js';

/** What the screen needs of an epoch besides its rows, as fractions. */
export interface ScreenedEpoch {
  readonly rows: DenseRows;
  readonly kappa: number;
  readonly penalty: number;
  readonly alpha: number;
}

export interface ScreenBatch {
  readonly epochs: number;
  readonly n: number;
  readonly rows: number;
  /** Float32Array(epochs × rows × n), u16 values. */
  readonly weights: Float32Array;
  readonly bonds: Float32Array;
  /** Float32Array(epochs × rows): what normalises a row; shares of stake. */
  readonly scales: Float32Array;
  readonly stakes: Float32Array;
  readonly votes: Float32Array;
  /** Float32Array(epochs) */
  readonly kappas: Float32Array;
  readonly penalties: Float32Array;
  readonly alphas: Float32Array;
}

const ONE = 2 ** 32;

export function makeBatch(all: readonly ScreenedEpoch[]): ScreenBatch {
  const n = Math.max(...all.map(({ rows }) => rows.n));
  const rows = Math.max(...all.map((epoch) => epoch.rows.rows));
  const batch: ScreenBatch = {
    epochs: all.length,
    n,
    rows,
    weights: new Float32Array(all.length * rows * n),
    bonds: new Float32Array(all.length * rows * n),
    scales: new Float32Array(all.length * rows),
    stakes: new Float32Array(all.length * rows),
    votes: new Float32Array(all.length * rows),
    kappas: Float32Array.from(all, ({ kappa }) => kappa),
    penalties: Float32Array.from(all, ({ penalty }) => penalty),
    alphas: Float32Array.from(all, ({ alpha }) => alpha),
  };
  all.forEach((epoch, e) => addRows(batch, epoch.rows, e));
  return batch;
}

function addRows(batch: ScreenBatch, from: DenseRows, e: number): void {
  for (let r = 0; r < from.rows; r++) {
    const row = e * batch.rows + r;
    batch.scales[row] = from.scales[r]! / ONE;
    batch.stakes[row] = from.stakes[r]! / ONE;
    // The others' votes are 0, as their stake is.
    batch.votes[row] = r < from.voters ? from.votes[r]! / ONE : 0;
    const start = r * from.stride;
    batch.weights.set(from.weights.subarray(start, start + from.n), row * batch.n);
    batch.bonds.set(from.bonds.subarray(start, start + from.n), row * batch.n);
  }
}
