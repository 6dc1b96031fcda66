/** One interface over every way to run an epoch; all of them give the same bits. */
import { YumaError } from './errors.js';
import { runEpochReference } from './epoch/run-epoch.js';
import { checkEpochInput } from './input/check-epoch-input.js';
import type { EpochInput, EpochOutput, EpochOutputOf } from './types.js';

export const BACKENDS = ['reference'] as const;
export type BackendName = (typeof BACKENDS)[number];

export interface YumaOptions {
  readonly backend: BackendName;
}

/** Runs epochs; owns its memory until `dispose`. */
export interface YumaEngine {
  readonly backend: BackendName;
  /**
   * One epoch, synchronously.
   *
   * @throws YumaError with the code of what is wrong with `input`; nothing is computed then.
   */
  runEpoch<I extends EpochInput>(input: I): EpochOutputOf<I>;
  /** Many subnets; results in the order of `inputs`. */
  runEpochs(inputs: readonly EpochInput[]): Promise<EpochOutput[]>;
  /** Releases memory and threads. Idempotent. */
  dispose(): void;
}

/**
 * Makes an engine.
 *
 * @throws YumaError UNKNOWN_BACKEND
 */
export function createYuma(options: YumaOptions): YumaEngine {
  if (!BACKENDS.includes(options.backend)) {
    throw new YumaError(
      'UNKNOWN_BACKEND',
      `backend: expected ${BACKENDS.join(' or ')}, got ${String(options.backend)}`,
    );
  }
  return new ReferenceEngine();
}

class ReferenceEngine implements YumaEngine {
  readonly backend = 'reference';

  runEpoch<I extends EpochInput>(input: I): EpochOutputOf<I> {
    checkEpochInput(input);
    return runEpochReference(input);
  }

  runEpochs(inputs: readonly EpochInput[]): Promise<EpochOutput[]> {
    return Promise.resolve(inputs.map((input) => this.runEpoch<EpochInput>(input)));
  }

  dispose(): void {
    // Nothing is held: bigints are garbage-collected.
  }
}
