/**
 * Worker threads around shared memories. Two ways to use them: all threads on one epoch, phase by phase (the team), or
 * whole epochs in the memories of single workers (lanes), which the calling thread fills and empties.
 */
import { YumaError } from '../errors.js';
import type { Phase } from '../generated/slots.js';
import type { EpochInput, EpochOutput } from '../types.js';
import { Abi } from './abi.js';
import { Control, LaneState } from './control.js';
import { instantiate } from './instantiate.js';
import { spawn, type Spawned } from './spawn.js';

/** Epochs that a worker can hold: enough that it is busy until the calling thread looks again. */
const LANES_PER_WORKER = 3;
const MEMORY = { initial: 16, maximum: 65536, shared: true } as const;
/** Looks before it sleeps; the last workers finish a phase within microseconds of the first. */
const SPINS = 20_000;

export interface Lane {
  readonly abi: Abi;
  /** Its state's index in the control words. */
  readonly state: number;
}

export class Pool {
  readonly team: Abi;
  readonly lanes: readonly Lane[];
  private readonly control: Int32Array;
  private readonly workers: readonly Spawned[];

  constructor(module: WebAssembly.Module, workers: number) {
    const teamMemory = new WebAssembly.Memory(MEMORY);
    const lanes = workers * LANES_PER_WORKER;
    const control = new Int32Array(new SharedArrayBuffer(4 * (Control.lanes + lanes)));
    const memories = Array.from({ length: lanes }, () => new WebAssembly.Memory(MEMORY));
    this.control = control;
    this.team = new Abi(instantiate(module, teamMemory));
    this.lanes = memories.map((memory, i) => ({
      abi: new Abi(instantiate(module, memory)),
      state: Control.lanes + i,
    }));
    this.workers = Array.from({ length: workers }, (_, w) =>
      spawn({
        module,
        team: teamMemory,
        lanes: memories.slice(w * LANES_PER_WORKER, (w + 1) * LANES_PER_WORKER),
        control,
        firstLane: Control.lanes + w * LANES_PER_WORKER,
        thread: w + 1,
        index: Control,
      }),
    );
  }

  /** A page starts its workers only when its own thread rests, so nothing may wait for them before they are up. */
  get isReady(): boolean {
    this.expectHealthy();
    return Atomics.load(this.control, Control.ready) === this.workers.length;
  }

  async whenReady(): Promise<void> {
    while (!this.isReady) await new Promise((resolve) => setTimeout(resolve, 1));
  }

  /** One epoch by all threads; null as `Abi.runEpoch`. */
  runTogether(input: EpochInput): EpochOutput | null {
    const { team, control, workers } = this;
    team.write(input);
    let phase = team.begin(workers.length + 1);
    while (phase !== NO_PHASE) {
      Atomics.store(control, Control.phase, phase);
      Atomics.add(control, Control.generation, 1);
      Atomics.store(control, Control.open, 1);
      this.wake();
      team.work(phase, 0);
      // Nothing is left to claim: whoever has not joined need not, and only the others are waited for.
      Atomics.store(control, Control.open, 0);
      this.waitFor(Control.joined, (joined) => joined === 0);
      phase = team.advance(phase);
    }
    return team.result(input);
  }

  /** Hands an epoch to a lane that is idle. */
  fill(lane: Lane, input: EpochInput): void {
    lane.abi.write(input);
    Atomics.store(this.control, lane.state, LaneState.filled);
    this.wake();
  }

  /** Whether a lane's epoch has run. */
  isDone(lane: Lane): boolean {
    this.expectHealthy();
    return Atomics.load(this.control, lane.state) === LaneState.done;
  }

  waitForLane(lane: Lane): void {
    this.waitFor(lane.state, (state) => state === LaneState.done);
  }

  /** Takes the output of a lane that is done; it is idle then. */
  take(lane: Lane, input: EpochInput): EpochOutput | null {
    Atomics.store(this.control, lane.state, LaneState.idle);
    return lane.abi.result(input);
  }

  dispose(): void {
    Atomics.store(this.control, Control.quit, 1);
    this.wake();
    for (const worker of this.workers) worker.terminate();
  }

  private wake(): void {
    Atomics.add(this.control, Control.wake, 1);
    Atomics.notify(this.control, Control.wake);
  }

  /** Spins, then sleeps (where the platform lets this thread) until a control word is as wanted. */
  private waitFor(index: number, wanted: (value: number) => boolean): void {
    for (let spins = 0; ; spins++) {
      const value = Atomics.load(this.control, index);
      if (wanted(value)) return;
      this.expectHealthy();
      if (spins > SPINS && mayWait()) Atomics.wait(this.control, index, value, 1000);
    }
  }

  private expectHealthy(): void {
    if (Atomics.load(this.control, Control.failed) === 0) return;
    throw new YumaError('OUT_OF_MEMORY', 'worker: expected it to run an epoch, got a failed one');
  }
}

const NO_PHASE: Phase = 0;

/** A page's main thread may not sleep. */
function mayWait(): boolean {
  return (globalThis as { document?: unknown }).document === undefined;
}
