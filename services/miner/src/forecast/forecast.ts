import { neuronToPrune } from '@yumanet/yuma-core';

/** What a forecast is made of, as of one block. */
export interface ForecastInput {
  readonly uid: number;
  readonly currentBlock: bigint;
  /** Blocks between epochs, less one. */
  readonly tempo: bigint;
  /** Rao that each uid was given at the last epoch. */
  readonly emissionRao: readonly bigint[];
  /** u16 per uid. */
  readonly pruningScores: readonly number[];
  readonly blockAtRegistration: readonly bigint[];
  readonly immunityPeriod: bigint;
  readonly maxAllowedUids: number;
  readonly targetRegistrationsPerInterval: bigint;
  readonly adjustmentInterval: bigint;
}

export interface Forecast {
  /** Rao of the last epoch. */
  readonly emissionRao: bigint;
  /** Rao of a day of epochs like the last one. */
  readonly incomePerDayRao: bigint;
  /** First block at which immunity is over. */
  readonly immuneUntil: bigint;
  /** Registrations, from now on and all at once, of which the last takes this uid; undefined: none of the next ones does. */
  readonly registrationsUntilPruned: number | undefined;
  /** Blocks that the chain's limits on registrations put before it at least; undefined as above. */
  readonly soonestBlocks: bigint | undefined;
}

/** What whoever is new has until its first epoch. */
const NEW_SCORE = 65_535;
/** Of 12 seconds. */
const BLOCKS_PER_DAY = 7_200n;
/** The chain takes three times the target of registrations in an interval (2024: `registration.rs`). */
const INTERVAL_FACTOR = 3n;

/**
 * Income and risk of a neuron if nothing changes but who registers: scores stay as they are, and whoever is new is immune.
 */
export function forecast(input: ForecastInput): Forecast {
  const { uid, tempo, emissionRao, blockAtRegistration, immunityPeriod } = input;
  const own = emissionRao[uid] ?? 0n;
  const registrations = registrationsUntilPruned(input);
  const perInterval = INTERVAL_FACTOR * input.targetRegistrationsPerInterval;
  return {
    emissionRao: own,
    incomePerDayRao: (own * BLOCKS_PER_DAY) / (tempo + 1n),
    immuneUntil: (blockAtRegistration[uid] ?? 0n) + immunityPeriod,
    registrationsUntilPruned: registrations,
    soonestBlocks:
      registrations === undefined || perInterval === 0n
        ? undefined
        : (BigInt(registrations - 1) / perInterval) * input.adjustmentInterval,
  };
}

/** Plays registrations until one takes the uid: first what is free, then as the chain chooses. */
function registrationsUntilPruned(input: ForecastInput): number | undefined {
  const { uid, currentBlock, immunityPeriod, maxAllowedUids } = input;
  const pruningScores = [...input.pruningScores];
  const blockAtRegistration = [...input.blockAtRegistration];
  const free = Math.max(0, maxAllowedUids - pruningScores.length);
  for (let k = 0; k < free; k += 1) {
    pruningScores.push(NEW_SCORE);
    blockAtRegistration.push(currentBlock);
  }
  for (let count = 1; count <= pruningScores.length; count += 1) {
    const next = neuronToPrune({ pruningScores, blockAtRegistration, currentBlock, immunityPeriod });
    if (next === uid) return free + count;
    pruningScores[next] = NEW_SCORE;
    blockAtRegistration[next] = currentBlock;
  }
  return undefined;
}
