import { errorsOf, type ErrorTable } from '@yumanet/service-kit';

/** Every refusal of this service, besides those of the kit, the chain client and the axon. */
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
  ROW_TAKEN: {
    status: 'ABORTED',
    means:
      'Another process writes scores or intents of this hotkey on this subnet: two validators with one key.',
  },
  ANSWER_TOO_LARGE: { status: 'RESOURCE_EXHAUSTED', means: 'A miner’s answer is larger than is read.' },
} as const satisfies ErrorTable;

/** An error of this service. */
export const validatorError = errorsOf(VALIDATOR_ERRORS);

/** Why no weights are due: the first six are the chain's names of what it would refuse. */
export const BLOCKED = {
  NotRegistered: 'The hotkey has no uid on the subnet.',
  NotEnoughStakeToSetWeights: 'The hotkey has less stake than setting weights asks for.',
  NoValidatorPermit: 'The last epoch gave the hotkey no permit.',
  SettingWeightsTooFast: 'The rate limit since the last weights has not passed.',
  CommitRevealEnabled: 'The subnet takes committed weights only.',
  IncorrectNetworkVersionKey: 'The subnet asks for a newer mechanism than this one.',
  EPOCH_FAR: 'The epoch is still far; fresher scores are worth waiting for.',
  ALREADY_DECIDED: 'There is an intent for this epoch.',
  NO_SCORES: 'No miner has a score yet: a vector of zeros is never set.',
  MAX_WEIGHT: 'Fewer miners have scores than the highest weight allows.',
} as const;

export type BlockedBy = keyof typeof BLOCKED;
