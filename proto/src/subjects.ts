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
  /** Key-value bucket with validators' scores: `<hotkey hex>.<netuid>` to `ScoreBook`. */
  readonly scoreBucket: string;
  /** Key-value bucket with validators' intents: `<hotkey hex>.<netuid>` to `IntentLog`. */
  readonly intentBucket: string;
  /** Key-value bucket with the leases of leaders. */
  readonly leaseBucket: string;
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
    scoreBucket: `yumanet-${network}-scores`,
    intentBucket: `yumanet-${network}-intents`,
    leaseBucket: `yumanet-${network}-leases`,
  };
}
