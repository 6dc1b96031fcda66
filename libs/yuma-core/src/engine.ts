/** What every backend is: one interface, the same bits. */
import type { EpochInput, EpochOutput, EpochOutputOf } from './types.js';

export const BACKENDS = ['reference', 'wasm', 'wasm-threads', 'gpu'] as const;
export type BackendName = (typeof BACKENDS)[number];

/** Runs epochs; owns its memory until `dispose`. */
export interface YumaEngine {
  readonly backend: BackendName;
  /**
   * One epoch, synchronously.
   *
   * @throws YumaError with the code of what is wrong with `input`; nothing is computed then.
   */
  runEpoch<I extends EpochInput>(input: I): EpochOutputOf<I>;
  /**
   * Resolves when all threads are up (`wasm-threads`) or the device is open (`gpu`): until then an epoch runs on the calling
   * thread; the other backends are ready at once.
   */
  whenReady(): Promise<void>;
  /** Many subnets; results in the order of `inputs`. Rejects with what `runEpoch` throws. */
  runEpochs(inputs: readonly EpochInput[]): Promise<EpochOutput[]>;
  /** Releases memory and threads; an engine that is used afterwards throws DISPOSED. Idempotent. */
  dispose(): void;
}
