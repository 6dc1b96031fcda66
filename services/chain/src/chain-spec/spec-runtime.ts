import { AgreedYuma, SnapshotStore, createFinney202406 } from '@yumanet/subtensor';
import { createYuma } from '@yumanet/yuma-core';
import type { FrameRuntime } from '@yumanet/frame';
import { runtimeParameters } from './parameters.js';
import type { ChainSpec } from './schema.js';

/** A runtime, and what it tells about the epochs it runs. */
export interface SpecRuntime {
  readonly runtime: FrameRuntime;
  readonly snapshots: SnapshotStore;
  /** What runs its epochs, and may be told an epoch’s output beforehand; absent: no quorum mode. */
  readonly yuma?: AgreedYuma;
}

/** Epochs per subnet: a day of Finney's tempos as digests. */
const KEEP = { keepWhole: 8, keepDigests: 20 };

/** The runtime that a chain spec asks for: Finney of June 2024, with the spec's parameters. */
export function specRuntime(spec: ChainSpec): SpecRuntime {
  const snapshots = new SnapshotStore(KEEP);
  const parameters = runtimeParameters(spec.parameters);
  const yuma = new AgreedYuma(createYuma({ backend: 'wasm' }));
  return { runtime: createFinney202406({ parameters, yuma, onEpoch: snapshots.observe }), snapshots, yuma };
}
