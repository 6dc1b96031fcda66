import type {
  EpochInput,
  EpochInput2024,
  EpochOutput,
  EpochOutput2024,
  EpochOutputOf,
  YumaEngine,
} from '@yumanet/yuma-core';
import { packRows } from '@yumanet/yuma-core';
import { encodeInput, inputDigest } from './epoch-result.js';

/**
 * An engine whose answers may be known beforehand: a block's epochs are computed elsewhere before the block is made.
 * What is not known is computed by the engine within, so a block never waits for anybody.
 */
export class AgreedYuma implements YumaEngine {
  readonly #agreed = new Map<string, EpochOutput2024>();
  #recorded: EpochInput2024[] | undefined;

  constructor(readonly inner: YumaEngine) {}

  get backend(): YumaEngine['backend'] {
    return this.inner.backend;
  }

  /** The inputs that `work` would have epochs run over; nothing is computed, so what `work` writes must be thrown away. */
  record(work: () => void): readonly EpochInput2024[] {
    const recorded: EpochInput2024[] = [];
    this.#recorded = recorded;
    try {
      work();
    } finally {
      this.#recorded = undefined;
    }
    return recorded;
  }

  /** Gives this output whenever the input of this digest comes. Forgets all others with `forget`. */
  agree(digest: string, output: EpochOutput2024): void {
    this.#agreed.set(digest, output);
  }

  forget(): void {
    this.#agreed.clear();
  }

  runEpoch<I extends EpochInput>(input: I): EpochOutputOf<I> {
    if (input.ruleset === '2024' && this.#recorded !== undefined) {
      this.#recorded.push(input);
      return nothing(input.n) as EpochOutputOf<I>;
    }
    if (input.ruleset === '2024' && this.#agreed.size > 0) {
      const known = this.#agreed.get(inputDigest(encodeInput(input)));
      if (known !== undefined) return known as EpochOutputOf<I>;
    }
    return this.inner.runEpoch(input);
  }

  whenReady(): Promise<void> {
    return this.inner.whenReady();
  }

  runEpochs(inputs: readonly EpochInput[]): Promise<EpochOutput[]> {
    return this.inner.runEpochs(inputs);
  }

  dispose(): void {
    this.inner.dispose();
  }
}

function nothing(n: number): EpochOutput2024 {
  const [u8, u16, u64, i64] = [
    () => new Uint8Array(n),
    () => new Uint16Array(n),
    () => new BigUint64Array(n),
    () => new BigInt64Array(n),
  ];
  return {
    ruleset: '2024',
    n,
    active: u8(),
    rank: u16(),
    trust: u16(),
    consensus: u16(),
    incentive: u16(),
    dividends: u16(),
    validatorTrust: u16(),
    pruningScores: u16(),
    newValidatorPermit: u8(),
    serverEmissionRao: u64(),
    validatorEmissionRao: u64(),
    emissionRao: u64(),
    bonds: packRows(Array.from({ length: n }, () => [])),
    raw: {
      stake: i64(),
      activeStake: i64(),
      consensus: i64(),
      validatorTrust: i64(),
      incentive: i64(),
      dividends: i64(),
    },
  };
}
