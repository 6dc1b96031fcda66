/**
 * The `wasm-threads` backend. `runEpoch` is synchronous: large matrices are split over all threads, small ones run on
 * the calling thread alone. `runEpochs` spreads whole epochs over the threads. Results are the same bits for any number of
 * threads: every sum is an integer addition.
 */
import type { YumaEngine } from '../engine.js';
import { refusal } from '../errors.js';
import { runEpochReference } from '../epoch/run-epoch.js';
import { YUMA_THREADS_WASM } from '../generated/yuma-threads-wasm.js';
import { checkEpochInput } from '../input/check-epoch-input.js';
import type { EpochInput, EpochOutput, EpochOutputOf } from '../types.js';
import { Abi } from './abi.js';
import { compile, instantiate } from './instantiate.js';
import { Pool, type Lane } from './pool.js';
import { disposed } from './wasm-engine.js';

const MAX_THREADS = 16;
/** Below so many weights a phase is over before a worker has woken up. */
const WORTH_SPLITTING = 16_384;

export class ThreadsEngine implements YumaEngine {
  readonly backend = 'wasm-threads';
  readonly threads: number;
  private alone: Abi | null;
  private readonly pool: Pool;

  constructor(
    threads = 2,
    private readonly splitFrom = WORTH_SPLITTING,
  ) {
    if (!Number.isInteger(threads) || threads < 1 || threads > MAX_THREADS) {
      throw refusal('OUT_OF_RANGE', 'threads', `1 … ${MAX_THREADS}`, threads);
    }
    this.threads = threads;
    const module = compile(YUMA_THREADS_WASM);
    this.pool = new Pool(module, threads - 1);
    this.alone = new Abi(
      instantiate(module, new WebAssembly.Memory({ initial: 16, maximum: 65536, shared: true })),
    );
  }

  runEpoch<I extends EpochInput>(input: I): EpochOutputOf<I> {
    const alone = this.inUse();
    checkEpochInput(input);
    const large = this.threads > 1 && this.pool.isReady && input.weights.entries.length >= 2 * this.splitFrom;
    const output = large ? this.pool.runTogether(input) : alone.runEpoch(input);
    return (output ?? runEpochReference<EpochInput>(input)) as EpochOutputOf<I>;
  }

  whenReady(): Promise<void> {
    this.inUse();
    return this.pool.whenReady();
  }

  async runEpochs(inputs: readonly EpochInput[]): Promise<EpochOutput[]> {
    this.inUse();
    for (const input of inputs) checkEpochInput(input);
    await this.pool.whenReady();
    return this.spread(inputs);
  }

  dispose(): void {
    if (this.alone === null) return;
    this.alone = null;
    this.pool.dispose();
  }

  private inUse(): Abi {
    if (this.alone === null) throw disposed();
    return this.alone;
  }

  /** The calling thread takes part, and looks after the lanes between two epochs of its own. */
  private spread(inputs: readonly EpochInput[]): EpochOutput[] {
    const alone = this.inUse();
    const { pool } = this;
    const outputs = new Array<EpochOutput>(inputs.length);
    const running = new Map<Lane, number>();
    const store = (i: number, output: EpochOutput | null) => {
      outputs[i] = output ?? runEpochReference(inputs[i]!);
    };
    const collect = (lane: Lane) => {
      const i = running.get(lane)!;
      running.delete(lane);
      store(i, pool.take(lane, inputs[i]!));
    };
    let next = 0;
    while (next < inputs.length) {
      for (const lane of pool.lanes) {
        if (running.has(lane) && pool.isDone(lane)) collect(lane);
        // The last epochs are left to whoever is free first: the calling thread.
        if (running.has(lane) || next >= inputs.length - 1) continue;
        running.set(lane, next);
        pool.fill(lane, inputs[next++]!);
      }
      if (next < inputs.length) {
        const i = next++;
        store(i, alone.runEpoch(inputs[i]!));
      }
    }
    for (const lane of [...running.keys()]) {
      pool.waitForLane(lane);
      collect(lane);
    }
    return outputs;
  }
}
