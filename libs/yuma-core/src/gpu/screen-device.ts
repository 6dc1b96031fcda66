/** Runs a batch through the screen's kernels. */
import { release, toArray, type DeviceArray, type GpuJs, type GpuKernel } from './gpu-js.js';
import { keep } from './median-kernels.js';
import type { ScreenBatch } from './screen-batch.js';
import {
  screenBondSums,
  screenConsensus,
  screenDeltaSums,
  screenDividends,
  screenRanks,
} from './screen-kernels.js';

/** Float32Array(epochs × n) each, dividends Float32Array(epochs × rows); ranks and dividends not yet normalised. */
export interface ScreenedBatch {
  readonly consensus: Float32Array;
  readonly ranks: Float32Array;
  readonly dividends: Float32Array;
}

interface Kernels {
  readonly shape: string;
  readonly keepMatrix: GpuKernel;
  readonly consensus: GpuKernel;
  readonly ranks: GpuKernel;
  readonly deltaSums: GpuKernel;
  readonly bondSums: GpuKernel;
  readonly dividends: GpuKernel;
}

export class ScreenDevice {
  private kernels: Kernels | null = null;

  constructor(private readonly gpu: GpuJs) {}

  run(batch: ScreenBatch): ScreenedBatch {
    const k = this.kernelsFor(batch);
    const { scales, stakes, votes, kappas, penalties, alphas } = batch;
    const weights = k.keepMatrix(batch.weights);
    const bonds = k.keepMatrix(batch.bonds);
    const consensus = k.consensus(weights, scales, votes, kappas);
    const ranks = k.ranks(weights, scales, stakes, consensus);
    const deltaSums = k.deltaSums(weights, scales, stakes, consensus, penalties);
    const bondSums = k.bondSums(bonds);
    const held: DeviceArray[] = [weights, bonds, consensus, ranks, deltaSums, bondSums];
    const dividends = k.dividends(
      weights,
      bonds,
      scales,
      stakes,
      consensus,
      ranks,
      deltaSums,
      bondSums,
      penalties,
      alphas,
    );
    const result = { consensus: toArray(consensus), ranks: toArray(ranks), dividends: toArray(dividends) };
    held.forEach(release);
    return result;
  }

  dispose(): void {
    if (this.kernels === null) return;
    const { shape: _shape, ...kernels } = this.kernels;
    Object.values(kernels).forEach((kernel) => kernel.destroy());
    this.kernels = null;
  }

  private kernelsFor({ epochs, n, rows }: ScreenBatch): Kernels {
    const shape = `${epochs} ${rows} ${n}`;
    if (this.kernels?.shape === shape) return this.kernels;
    this.dispose();
    const common = {
      precision: 'single',
      tactic: 'precision',
      constants: { n, rows },
      loopMaxIterations: Math.max(n, rows, 1000),
    } as const;
    const stays = { ...common, pipeline: true, immutable: true } as const;
    const columns = { ...stays, output: [epochs * n] };
    this.kernels = {
      shape,
      keepMatrix: this.gpu.createKernel(keep, { ...stays, output: [epochs * rows * n] }),
      consensus: this.gpu.createKernel(screenConsensus, columns),
      ranks: this.gpu.createKernel(screenRanks, columns),
      deltaSums: this.gpu.createKernel(screenDeltaSums, columns),
      bondSums: this.gpu.createKernel(screenBondSums, columns),
      dividends: this.gpu.createKernel(screenDividends, { ...common, output: [epochs * rows] }),
    };
    return this.kernels;
  }
}
