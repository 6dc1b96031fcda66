/**
 * Screens many epochs in float32, then computes exactly what is reported: for sweeps over parameters where only the best
 * few matter. Approximate results say so in their type and cannot be taken for an `EpochOutput`.
 *
 * Yuma 2 of both rulesets runs on the device; what its kernels do not hold (Yuma 3, inputs of the general path) is
 * computed exactly and rounded. The error is measured, on every epoch that is confirmed.
 */
import { refusal } from '../errors.js';
import { Phase, Route } from '../generated/slots.js';
import { checkEpochInput } from '../input/check-epoch-input.js';
import type { EpochInput, EpochOutput } from '../types.js';
import { Abi } from '../wasm/abi.js';
import { readDenseRows, type DenseRows } from '../wasm/dense-rows.js';
import { compile, instantiate } from '../wasm/instantiate.js';
import { disposed, WasmEngine } from '../wasm/wasm-engine.js';
import { importGpuJs, openDevice, type GpuDevice } from './device.js';
import type { GpuOptions } from './gpu-engine.js';
import { makeBatch, type ScreenedEpoch } from './screen-batch.js';
import { ScreenDevice, type ScreenedBatch } from './screen-device.js';

/** Shares in [0, 1] by uid, of float32. */
export interface ApproximateEpoch {
  readonly approximate: true;
  readonly consensus: Float32Array;
  readonly incentive: Float32Array;
  readonly dividends: Float32Array;
}

/** One of the best, computed exactly. */
export interface ConfirmedEpoch {
  /** Which of the inputs. */
  readonly index: number;
  readonly approximateScore: number;
  readonly output: EpochOutput;
}

/** Largest |approximate − exact| seen, as shares of 1. */
export interface ScreenError {
  readonly epochs: number;
  readonly consensus: number;
  readonly incentive: number;
  readonly dividends: number;
}

/** Cells of a batch: float32 indices are exact up to 2^24, and memory is bounded. */
const MOST_CELLS = 2 ** 22;
const ONE = 2 ** 32;

export class Screen {
  private constructor(
    readonly device: GpuDevice,
    private readonly runner: ScreenDevice,
    private readonly close: () => void,
  ) {}

  private readonly exact = new WasmEngine();
  private rowsOf: Abi | null = new Abi(instantiate(compile()), false, Route.dense);
  private error: ScreenError = { epochs: 0, consensus: 0, incentive: 0, dividends: 0 };

  /** @throws YumaError UNSUPPORTED_PLATFORM where gpu.js is not installed or has no such mode. */
  static async open({ GPU, mode = 'auto' }: Omit<GpuOptions, 'proposals'> = {}): Promise<Screen> {
    const { gpu, device } = openDevice(GPU ?? (await importGpuJs()), mode);
    return new Screen(device, new ScreenDevice(gpu), () => void gpu.destroy());
  }

  /** The error of all epochs confirmed so far: what to expect of epochs like them. */
  get measuredError(): ScreenError {
    return this.error;
  }

  /** Approximations in the order of `inputs`. */
  approximate(inputs: readonly EpochInput[]): ApproximateEpoch[] {
    inputs.forEach(checkEpochInput);
    const results = new Array<ApproximateEpoch>(inputs.length);
    let waiting: { index: number; epoch: ScreenedEpoch }[] = [];
    let cells = 0;
    const flush = () => {
      if (waiting.length === 0) return;
      const batch = this.runner.run(makeBatch(waiting.map(({ epoch }) => epoch)));
      unpack(
        waiting.map(({ epoch }) => epoch.rows),
        batch,
      ).forEach((result, k) => (results[waiting[k]!.index] = result));
      waiting = [];
      cells = 0;
    };
    inputs.forEach((input, index) => {
      const epoch = this.prepare(input);
      if (epoch === null) {
        results[index] = rounded(this.exact.runEpoch(input));
        return;
      }
      const more = epoch.rows.rows * epoch.rows.n;
      if (cells + more > MOST_CELLS) flush();
      waiting.push({ index, epoch });
      cells += more;
    });
    flush();
    return results;
  }

  /**
   * The `keep` inputs whose approximations score highest, best first, each computed exactly.
   *
   * @param score Of an approximation; NaN never wins.
   */
  best(
    inputs: readonly EpochInput[],
    score: (epoch: ApproximateEpoch) => number,
    keep: number,
  ): ConfirmedEpoch[] {
    if (!Number.isInteger(keep) || keep < 0) throw refusal('OUT_OF_RANGE', 'keep', 'a whole number', keep);
    const approximations = this.approximate(inputs);
    return approximations
      .map((epoch, index) => ({ index, approximateScore: score(epoch) }))
      .filter(({ approximateScore }) => !Number.isNaN(approximateScore))
      .sort((a, b) => b.approximateScore - a.approximateScore || a.index - b.index)
      .slice(0, keep)
      .map((chosen) => ({
        ...chosen,
        output: this.confirm(inputs[chosen.index]!, approximations[chosen.index]!),
      }));
  }

  dispose(): void {
    if (this.rowsOf === null) return;
    this.rowsOf = null;
    this.exact.dispose();
    this.runner.dispose();
    this.close();
  }

  /** Computes an epoch exactly, and keeps how far the approximation was off. */
  private confirm(input: EpochInput, approximation: ApproximateEpoch): EpochOutput {
    const output: EpochOutput = this.exact.runEpoch(input);
    const exact = rounded(output);
    const worst = (term: 'consensus' | 'incentive' | 'dividends') =>
      exact[term].reduce(
        (most, value, uid) => Math.max(most, Math.abs(value - approximation[term][uid]!)),
        this.error[term],
      );
    this.error = {
      epochs: this.error.epochs + 1,
      consensus: worst('consensus'),
      incentive: worst('incentive'),
      dividends: worst('dividends'),
    };
    return output;
  }

  /** Masked rows from the exact core; null for what the kernels do not hold. */
  private prepare(input: EpochInput): ScreenedEpoch | null {
    const abi = this.rowsOf;
    if (abi === null) throw disposed();
    if (input.ruleset === '2026' && input.yuma3) return null;
    abi.write(input);
    let phase = abi.begin(1);
    while (phase !== Phase.done && phase !== Phase.denseTiles) {
      abi.work(phase, 0);
      phase = abi.advance(phase);
    }
    if (phase === Phase.done) return null;
    return {
      rows: copyRows(readDenseRows(abi)),
      kappa: input.kappa / 65535,
      penalty: input.ruleset === '2024' ? 1 : input.bondsPenalty / 65535,
      alpha: 1 - Number(input.bondsMovingAverage) / 1e6,
    };
  }
}

/** Views of WASM memory do not outlive the next epoch. */
function copyRows(rows: DenseRows): DenseRows {
  return {
    ...rows,
    weights: rows.weights.slice(),
    bonds: rows.bonds.slice(),
    scales: rows.scales.slice(),
    votes: rows.votes.slice(),
    stakes: rows.stakes.slice(),
    uids: rows.uids.slice(),
  };
}

function unpack(all: readonly DenseRows[], batch: ScreenedBatch): ApproximateEpoch[] {
  const n = batch.consensus.length / all.length;
  const rows = batch.dividends.length / all.length;
  return all.map((epoch, e) => {
    const dividends = new Float32Array(epoch.n);
    for (let r = 0; r < epoch.rows; r++) dividends[epoch.uids[r]!] = batch.dividends[e * rows + r]!;
    return {
      approximate: true,
      consensus: batch.consensus.slice(e * n, e * n + epoch.n),
      incentive: normalized(batch.ranks.slice(e * n, e * n + epoch.n)),
      dividends: normalized(dividends),
    };
  });
}

function normalized(values: Float32Array): Float32Array {
  const total = values.reduce((sum, value) => sum + value, 0);
  return total === 0 ? values : values.map((value) => value / total);
}

function rounded({ raw }: EpochOutput): ApproximateEpoch {
  const shares = (bits: BigInt64Array) => Float32Array.from(bits, (value) => Number(value) / ONE);
  return {
    approximate: true,
    consensus: shares(raw.consensus),
    incentive: shares(raw.incentive),
    dividends: shares(raw.dividends),
  };
}
