import { definePallet, v, variant } from '@yumanet/frame';
import type { StakeObserver } from '../subtensor-module/stake-observer.js';
import { reportAbsence } from './calls/report-absence.js';
import { reportDoubleCommit } from './calls/report-double-commit.js';
import { withdrawUnstaked } from './calls/withdraw-unstaked.js';
import { CONSTANTS } from './constants.js';
import { errors } from './errors.js';
import { Event } from './events.js';
import { followSwap } from './follow-swap.js';
import { STORAGE } from './storage.js';
import { beginCooldown } from './unbonding.js';

/**
 * DEVIATION: no Bittensor has this pallet; a network switches it on (`Parameters.slashing`), and no other has it in its
 * metadata. Unstaked rao wait before they are free, and a validator's own stake is slashed for a proven double commit
 * or a long absence.
 */
export const slashingPallet = definePallet({
  name: 'Slashing',
  index: 20,
  path: 'yumanet_slashing',
  storage: STORAGE,
  calls: [reportDoubleCommit, reportAbsence, withdrawUnstaked],
  events: Event,
  errors: errors.type,
  holdReasons: variant('yumanet_slashing::pallet::HoldReason', { Unbonding: v(0) }),
  constants: CONSTANTS,
});

/** What it hears of SubtensorModule. */
export const slashingObserver: StakeObserver = {
  unstaked: beginCooldown,
  swapped: followSwap,
};
