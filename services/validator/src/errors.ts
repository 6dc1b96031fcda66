import { errorsOf, type ErrorTable } from '@yumanet/service-kit';

/** Every refusal of this service, besides those of the kit, the chain client and the axon; the gateway's are in `gateway/errors.ts`. */
export const VALIDATOR_ERRORS = {
  SUBNET_UNKNOWN: { status: 'FAILED_PRECONDITION', means: 'The chain has no such subnet.' },
  COLDKEY_NEEDED: {
    status: 'FAILED_PRECONDITION',
    means: 'Something that only the coldkey may do is missing, and no coldkey is set.',
  },
  SETUP_REFUSED: {
    status: 'FAILED_PRECONDITION',
    means: 'The chain refused a step of the set-up, and waiting does not help; data.error names why.',
  },
  SCORES_FORMAT: {
    status: 'DATA_LOSS',
    means: 'Stored scores have a format that this version does not know.',
  },
  INTENTS_FORMAT: {
    status: 'DATA_LOSS',
    means: 'Stored intents have a format that this version does not know.',
  },
  PRUNED: {
    status: 'FAILED_PRECONDITION',
    means: 'The hotkey lost its uid, and `when-pruned` says stop.',
  },
  ROW_TAKEN: {
    status: 'ABORTED',
    means:
      'Another process writes scores or intents of this hotkey on this subnet, and does not hold its lease.',
  },
  NO_WORKER: {
    status: 'UNAVAILABLE',
    means: 'No worker of this hotkey took the jobs of a round in time; no score moved.',
  },
  PLAN_FORMAT: {
    status: 'FAILED_PRECONDITION',
    means:
      'A round’s plan has a format that this worker does not know: coordinator and worker differ in version.',
  },
  AXON_FORBIDDEN: {
    status: 'PERMISSION_DENIED',
    means: 'A miner announces an address that this validator does not ask (`axon-networks`).',
  },
  EXPLANATION_MALFORMED: {
    status: 'DATA_LOSS',
    means: 'The emission service answered with another epoch, or without its numbers.',
  },
  ANSWER_TOO_LARGE: { status: 'RESOURCE_EXHAUSTED', means: 'A miner’s answer is larger than is read.' },
} as const satisfies ErrorTable;

/** An error of this service. */
export const validatorError = errorsOf(VALIDATOR_ERRORS);

/** Why no weights are due: the first names are the chain's names of what it would refuse. */
export const BLOCKED = {
  NotRegistered: 'The hotkey has no uid on the subnet.',
  NotEnoughStakeToSetWeights: 'The hotkey has less stake than setting weights asks for.',
  NoValidatorPermit: 'The last epoch gave the hotkey no permit.',
  SettingWeightsTooFast: 'The rate limit since the last weights has not passed.',
  CommitNotAllowed: 'This interval has a commit of the hotkey already.',
  IncorrectNetworkVersionKey: 'The subnet asks for a newer mechanism than this one.',
  EPOCH_FAR: 'The epoch is still far; fresher scores are worth waiting for.',
  REVEAL_PENDING: 'The weights committed before are not revealed yet.',
  EPOCH_NEAR: 'The epoch is too near: a row might come after it.',
  WINDOW_PASSED: 'The blocks in which its row is decided passed unseen.',
  NOT_RUNNING: 'No coordinator of the hotkey acted.',
  ALREADY_DECIDED: 'There is an intent for this epoch.',
  NO_SCORES: 'No miner has a score yet: a vector of zeros is never set.',
  MAX_WEIGHT: 'Fewer miners have scores than the highest weight allows.',
} as const;

export type BlockedBy = keyof typeof BLOCKED;
