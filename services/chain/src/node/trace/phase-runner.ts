import type { Hex, Runtime, RuntimeHost } from '@yumanet/frame';
import { RuntimeApi } from '../runtime/runtime-api.js';
import { Overlay, type ComputeTree, type StateChanges } from '../state/overlay.js';
import type { StateView } from '../state/state-view.js';
import { ReadRecorder } from './read-recorder.js';

/** Which part of a block: chopsticks' names; a number is the extrinsic's. */
export type PhaseName = 'Initialization' | number | 'Finalization';

/** What one part of a block read and did. */
export interface Phase {
  readonly phase: PhaseName;
  /** Keys read that no write of the same phase had set before, and what they had. */
  readonly reads: ReadonlyMap<Hex, Uint8Array | undefined>;
  /** Keys that have another value after it than before. */
  readonly changes: StateChanges;
}

/** Runs the parts of one block, each on what the one before left, and writes nothing. */
export class PhaseRunner {
  readonly phases: Phase[] = [];

  constructor(
    private state: StateView,
    private readonly runtime: Runtime,
    private readonly host: RuntimeHost,
  ) {}

  /** The state as the parts so far leave it. */
  get now(): StateView {
    return this.state;
  }

  /** What all parts so far changed, the last value of each key. */
  get changes(): Map<Hex, Uint8Array | null> {
    return new Map(this.phases.flatMap(({ changes }) => [...changes]));
  }

  run<T>(phase: PhaseName, action: (api: RuntimeApi) => T, computeTree?: ComputeTree): T {
    const recorder = new ReadRecorder(this.state);
    const overlay = new Overlay(recorder, computeTree);
    const result = action(new RuntimeApi(this.runtime, overlay, this.host));
    // What a change is compared with is not what the runtime read.
    const reads = new Map(recorder.reads);
    this.phases.push({ phase, reads, changes: overlay.effectiveChanges() });
    this.state = overlay;
    return result;
  }
}
