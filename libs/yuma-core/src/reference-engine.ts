/** The `reference` backend: readable bigint code, the oracle of the others; runs anywhere. */
import type { YumaEngine } from './engine.js';
import { runEpochReference } from './epoch/run-epoch.js';
import { checkEpochInput } from './input/check-epoch-input.js';
import type { EpochInput, EpochOutput, EpochOutputOf } from './types.js';

export class ReferenceEngine implements YumaEngine {
  readonly backend = 'reference';

  runEpoch<I extends EpochInput>(input: I): EpochOutputOf<I> {
    checkEpochInput(input);
    return runEpochReference(input);
  }

  whenReady(): Promise<void> {
    return Promise.resolve();
  }

  // async, so that what is wrong with an input rejects the promise.
  async runEpochs(inputs: readonly EpochInput[]): Promise<EpochOutput[]> {
    return Promise.resolve(inputs.map((input) => this.runEpoch<EpochInput>(input)));
  }

  dispose(): void {
    // Nothing is held: bigints are garbage-collected.
  }
}
