import { refusalOf, FIRST_CHANCE, nextEpoch, type WeightsDuty, type WeightsQuestion } from './weights-due.js';
import type { Standing } from '../metagraph/metagraph.js';
import type { BlockedBy } from '../errors.js';

/** Blocks that a reveal may take to come into a block: an epoch nearer than this is not counted on. */
const REVEAL_TAKES = 2;

/** First block in which a commit of a block may be revealed. An interval of 0 limits nothing. */
export const revealFrom = (commitBlock: number, interval: number): number =>
  interval === 0 ? commitBlock + 1 : (Math.floor(commitBlock / interval) + 1) * interval;

/** Last block in which it may be revealed; undefined: no end. */
export const revealUntil = (commitBlock: number, interval: number): number | undefined =>
  interval === 0 ? undefined : revealFrom(commitBlock, interval) + interval - 1;

/** Whether an epoch is the first after some interval's reveals: where intervals are longer than tempos, not every one is. */
export function isCommittable(netuid: number, tempo: number, interval: number, epoch: number): boolean {
  if (interval === 0) return true;
  const lastReveal = Math.floor((epoch - 1 - REVEAL_TAKES) / interval) * interval;
  return lastReveal > 0 && nextEpoch(netuid, tempo, lastReveal + REVEAL_TAKES) === epoch;
}

/**
 * Whether weights are to be committed now, and for which epoch: the first after their reveal. A commit is made as late as
 * its epoch allows, in the second half of the interval, so that scores are fresh and the commit hides them for a short time.
 *
 * @param isPending whether an earlier commit is not revealed yet: another would overwrite it.
 */
export function commitDue(standing: Standing, question: WeightsQuestion, isPending: boolean): WeightsDuty {
  const first = standing.block + FIRST_CHANCE;
  const epochAfter = (reveal: number) => nextEpoch(question.netuid, standing.tempo, reveal + REVEAL_TAKES);
  const epoch = epochAfter(revealFrom(first, standing.commitInterval));
  const blockedBy =
    refusalOf(standing, question.versionKey) ??
    (isPending ? 'REVEAL_PENDING' : undefined) ??
    commitRefusal(standing, first) ??
    (question.decided(epoch) ? 'ALREADY_DECIDED' : undefined) ??
    (isTooEarly(standing, question, epoch, epochAfter) ? 'EPOCH_FAR' : undefined);
  return blockedBy === undefined ? { due: true, epoch } : { due: false, epoch, blockedBy };
}

function commitRefusal(standing: Standing, first: number): BlockedBy | undefined {
  const { commit, commitInterval, lastUpdate, weightsRateLimit } = standing;
  if (commit && revealFrom(commit.block, commitInterval) > first) return 'CommitNotAllowed';
  // The reveal sets weights: their rate limit must pass while it may be made.
  const until = revealUntil(first, commitInterval);
  const isLimited = lastUpdate !== 0 && until !== undefined && lastUpdate + weightsRateLimit > until;
  return isLimited ? 'SettingWeightsTooFast' : undefined;
}

function isTooEarly(
  { block, tempo, commitInterval }: Standing,
  { weightsBlocks }: WeightsQuestion,
  epoch: number,
  epochAfter: (reveal: number) => number,
): boolean {
  const first = block + FIRST_CHANCE;
  if (commitInterval === 0) return epoch - block > Math.max(4, Math.min(weightsBlocks, Math.ceil(tempo / 2)));
  const nextReveal = revealFrom(first, commitInterval) + commitInterval;
  return epochAfter(nextReveal) === epoch || first % commitInterval < Math.floor(commitInterval / 2);
}
