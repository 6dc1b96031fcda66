/**
 * Every NATS subject of Yumanet. Grammar: `yumanet.<network>.<owner>.<noun>.<what happened>`; a token is lower-case
 * letters, digits and dashes. Whoever owns the fact publishes it; everybody may listen.
 */

const TOKEN = /^[a-z0-9][a-z0-9-]{0,31}$/;

/** What a network's name and a subject's token may look like. */
export function isSubjectToken(text: string): boolean {
  return TOKEN.test(text);
}

export interface Subjects {
  /** `BlockFinalized`, one per final block, in order. Stream `chainStream`. */
  readonly blockFinalized: string;
  /** JetStream stream that keeps `blockFinalized`. */
  readonly chainStream: string;
  /** Object store bucket for blocks too large for one message. */
  readonly blockBucket: string;
  /** `EpochVerified`, one per recomputed epoch, in the chain's order. Stream `emissionStream`. */
  readonly epochVerified: string;
  /** JetStream stream that keeps `epochVerified`. */
  readonly emissionStream: string;
  /** `EpochDue`: jobs of the queue `epochQueue`. */
  readonly epochDue: string;
  /** JetStream work queue that keeps `epochDue`. */
  readonly epochQueue: string;
  /** `EpochComputed`, a worker's result. Stream `epochResultStream`. */
  readonly epochComputed: string;
  /** JetStream stream that keeps `epochComputed`. */
  readonly epochResultStream: string;
  /** `EpochWorkerExcluded`. Stream `epochFaultStream`. */
  readonly epochWorkerExcluded: string;
  /** JetStream stream that keeps `epochWorkerExcluded`. */
  readonly epochFaultStream: string;
  /** Key-value bucket with validators' scores: `<hotkey hex>.<netuid>` to `ScoreBook`. */
  readonly scoreBucket: string;
  /** Key-value bucket with validators' intents: `<hotkey hex>.<netuid>` to `IntentLog`. */
  readonly intentBucket: string;
  /** Key-value bucket with the leases of leaders. */
  readonly leaseBucket: string;
  /** `ScoringJob`: jobs of one validator are under `scoringDueOf`, those nobody could do under `….dead`. */
  readonly scoringDue: string;
  /** JetStream work queue that keeps every validator's `ScoringJob`. */
  readonly scoringQueue: string;
  /** Key-value bucket with rounds under way: `<hotkey hex>.<netuid>.<round>.<what>` to `RoundPart`. */
  readonly roundBucket: string;
  /** Object store bucket for parts of rounds that are too large for the bucket. */
  readonly roundObjects: string;
  /** Key-value bucket with the leases of validators' coordinators: `<hotkey hex>.<netuid>`. */
  readonly validatorLeaseBucket: string;
}

/**
 * The subjects of one network.
 *
 * @throws RangeError for a name that is no subject token.
 */
export function subjectsOf(network: string): Subjects {
  if (!isSubjectToken(network)) {
    throw new RangeError(
      `network: expected 1 to 32 lower-case letters, digits or dashes, got ${JSON.stringify(network)}`,
    );
  }
  return {
    blockFinalized: `yumanet.${network}.chain.block.finalized`,
    chainStream: `yumanet-${network}-chain`,
    blockBucket: `yumanet-${network}-blocks`,
    epochVerified: `yumanet.${network}.emission.epoch.verified`,
    emissionStream: `yumanet-${network}-emission`,
    epochDue: `yumanet.${network}.chain.epoch.due`,
    epochQueue: `yumanet-${network}-epochs`,
    epochComputed: `yumanet.${network}.emission.epoch.computed`,
    epochResultStream: `yumanet-${network}-epoch-results`,
    epochWorkerExcluded: `yumanet.${network}.chain.epoch.worker-excluded`,
    epochFaultStream: `yumanet-${network}-epoch-faults`,
    scoreBucket: `yumanet-${network}-scores`,
    intentBucket: `yumanet-${network}-intents`,
    leaseBucket: `yumanet-${network}-leases`,
    scoringDue: `yumanet.${network}.validator.scoring.due`,
    scoringQueue: `yumanet-${network}-scoring`,
    roundBucket: `yumanet-${network}-rounds`,
    roundObjects: `yumanet-${network}-round-parts`,
    validatorLeaseBucket: `yumanet-${network}-validator-leases`,
  };
}

/**
 * The subject of one validator's `ScoringJob`s.
 *
 * @param hotkey 32 bytes as hex.
 * @throws RangeError as `subjectsOf`, and for what is no hotkey or netuid.
 */
export function scoringDueOf(network: string, hotkey: string, netuid: number): string {
  const { scoringDue } = subjectsOf(network);
  if (!/^[0-9a-f]{64}$/.test(hotkey))
    throw new RangeError(`hotkey: expected 64 hex digits, got ${JSON.stringify(hotkey)}`);
  if (!Number.isInteger(netuid) || netuid < 0 || netuid > 65_535)
    throw new RangeError(`netuid: expected 0 to 65535, got ${netuid}`);
  return `${scoringDue}.${hotkey}.${netuid}`;
}
