/** The `wasm` backend: one instance, one thread, synchronous; memory is reused from epoch to epoch. */
import { YumaError } from '../errors.js';
import { runEpochReference } from '../epoch/run-epoch.js';
import type { YumaEngine } from '../engine.js';
import { checkEpochInput } from '../input/check-epoch-input.js';
import type { EpochInput, EpochOutput, EpochOutputOf } from '../types.js';
import { Abi } from './abi.js';
import { compile, instantiate } from './instantiate.js';

export class WasmEngine implements YumaEngine {
  readonly backend = 'wasm';
  private abi: Abi | null;

  /** @param warmStart See `YumaOptions.warmStart`. */
  constructor(warmStart = false) {
    this.abi = new Abi(instantiate(compile()), warmStart);
  }

  /** Bytes of linear memory held: as much as the largest epoch so far needed. */
  get memoryBytes(): number {
    return this.abi?.memoryBytes ?? 0;
  }

  runEpoch<I extends EpochInput>(input: I): EpochOutputOf<I> {
    if (this.abi === null) throw disposed();
    checkEpochInput(input);
    const output = this.abi.runEpoch(input) ?? runEpochReference<EpochInput>(input);
    return output as EpochOutputOf<I>;
  }

  whenReady(): Promise<void> {
    return Promise.resolve();
  }

  // async, so that what is wrong with an input rejects the promise.
  async runEpochs(inputs: readonly EpochInput[]): Promise<EpochOutput[]> {
    return Promise.resolve(inputs.map((input) => this.runEpoch(input)));
  }

  dispose(): void {
    this.abi = null;
  }
}

export function disposed(): YumaError {
  return new YumaError('DISPOSED', 'engine: expected one in use, got one after dispose()');
}
