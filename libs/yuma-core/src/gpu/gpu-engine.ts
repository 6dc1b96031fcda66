/**
 * The `gpu` backend: a device (gpu.js) proposes each column's median, WASM certifies it in integers,
 * G(v) < kappa <= G(v − 1), and computes what fails. So it is exact on any device; the device only decides how fast it is.
 */
import type { YumaEngine } from '../engine.js';
import { refusal } from '../errors.js';
import { runEpochReference } from '../epoch/run-epoch.js';
import { Phase, Route, Slot } from '../generated/slots.js';
import { checkEpochInput } from '../input/check-epoch-input.js';
import type { EpochInput, EpochOutput, EpochOutputOf } from '../types.js';
import { Abi } from '../wasm/abi.js';
import { readDenseRows, writeGuess } from '../wasm/dense-rows.js';
import { compile, instantiate } from '../wasm/instantiate.js';
import { disposed } from '../wasm/wasm-engine.js';
import { Contest } from './contest.js';
import { GPU_MODES, importGpuJs, openDevice, type GpuDevice, type GpuMode } from './device.js';
export type { GpuDevice } from './device.js';
import type { GpuConstructor, GpuJs } from './gpu-js.js';
import { MedianProposer } from './proposer.js';

export interface GpuOptions {
  /** The GPU class of gpu.js; without it the package is imported. */
  readonly GPU?: GpuConstructor;
  /** Default `auto`: WebGL where there is one, else WebAssembly of gpu.js. */
  readonly mode?: GpuMode;
  /** Default `measured`: the device is used for the shapes where it was faster than WASM alone. */
  readonly proposals?: 'measured' | 'always';
}

/** What the device has done so far. */
export interface GpuFigures {
  /** Epochs with proposals. */
  readonly proposed: number;
  /** Tiles of 16 columns whose proposals were certified, and which WASM computed instead. */
  readonly certifiedTiles: number;
  readonly recomputedTiles: number;
  /** How often a matrix went to the device. */
  readonly uploads: number;
}

export class GpuEngine implements YumaEngine {
  readonly backend = 'gpu';
  private plain: Abi | null;
  private readonly proposing: Abi;
  private readonly contest = new Contest();
  private ready: Promise<void> | null = null;
  private opened: { gpu: GpuJs; device: GpuDevice; proposer: MedianProposer } | null = null;
  private proposed = 0;
  private certified = 0;
  private recomputed = 0;

  constructor(
    private readonly options: GpuOptions = {},
    private readonly now: () => number = () => performance.now(),
  ) {
    const { mode = 'auto', proposals = 'measured' } = options;
    if (!GPU_MODES.includes(mode)) throw refusal('OUT_OF_RANGE', 'gpu.mode', GPU_MODES.join(' or '), mode);
    if (proposals !== 'measured' && proposals !== 'always') {
      throw refusal('OUT_OF_RANGE', 'gpu.proposals', 'measured or always', proposals);
    }
    const exports = instantiate(compile());
    this.plain = new Abi(exports);
    this.proposing = new Abi(exports, true, Route.dense);
  }

  /** What computes the proposals; null until `whenReady`. */
  get device(): GpuDevice | null {
    return this.opened?.device ?? null;
  }

  get figures(): GpuFigures {
    return {
      proposed: this.proposed,
      certifiedTiles: this.certified,
      recomputedTiles: this.recomputed,
      uploads: this.opened?.proposer.uploads ?? 0,
    };
  }

  /**
   * Opens the device; epochs before that run on WASM alone.
   *
   * @throws YumaError UNSUPPORTED_PLATFORM where gpu.js is not installed or has no such mode.
   */
  whenReady(): Promise<void> {
    this.inUse();
    this.ready ??= this.open();
    return this.ready;
  }

  runEpoch<I extends EpochInput>(input: I): EpochOutputOf<I> {
    const plain = this.inUse();
    checkEpochInput(input);
    const output = this.opened === null ? plain.runEpoch(input) : this.runOpened(plain, input);
    return (output ?? runEpochReference<EpochInput>(input)) as EpochOutputOf<I>;
  }

  // async, so that what is wrong with an input rejects the promise.
  async runEpochs(inputs: readonly EpochInput[]): Promise<EpochOutput[]> {
    return Promise.resolve(inputs.map((input) => this.runEpoch(input)));
  }

  dispose(): void {
    if (this.plain === null) return;
    this.plain = null;
    this.opened?.proposer.dispose();
    void this.opened?.gpu.destroy();
    this.opened = null;
  }

  private async open(): Promise<void> {
    const Gpu = this.options.GPU ?? (await importGpuJs());
    if (this.plain === null) return;
    const { gpu, device } = openDevice(Gpu, this.options.mode ?? 'auto');
    this.opened = { gpu, device, proposer: new MedianProposer(gpu) };
  }

  private runOpened(plain: Abi, input: EpochInput): EpochOutput | null {
    if (this.options.proposals === 'always') return this.propose(input);
    const shape = `${input.n} ${Math.ceil(Math.log2(1 + input.weights.entries.length))}`;
    const way = this.contest.choose(shape);
    const start = this.now();
    const output = way === 'device' ? this.propose(input) : plain.runEpoch(input);
    this.contest.report(shape, way, this.now() - start);
    return output;
  }

  /** An epoch by phases, with a proposal before the one that needs the median. */
  private propose(input: EpochInput): EpochOutput | null {
    const abi = this.proposing;
    const { proposer } = this.opened!;
    let proposed = false;
    abi.write(input);
    for (let phase = abi.begin(1); phase !== Phase.done; phase = abi.advance(phase)) {
      if (phase === Phase.denseTiles) {
        const rows = readDenseRows(abi);
        if (MedianProposer.takes(rows)) {
          writeGuess(abi, proposer.propose(rows, input.kappa));
          proposed = true;
        }
      }
      abi.work(phase, 0);
    }
    if (proposed) {
      this.proposed++;
      this.certified += abi.slot(Slot.rightGuesses);
      this.recomputed += abi.slot(Slot.wrongGuesses);
    }
    return abi.result(input);
  }

  private inUse(): Abi {
    if (this.plain === null) throw disposed();
    return this.plain;
  }
}
