import { IntentState, type WeightsIntent } from '@yumanet/proto/validator/v1';
import { nextEpoch } from '../duties/weights-due.js';
import { revealFrom, revealUntil } from '../duties/commit-due.js';
import type { Standing } from '../metagraph/metagraph.js';

/** Blocks in which a sent extrinsic can come into a block: short, so that a lost one may soon be sent again. */
export const ERA_BLOCKS = 8;

export type WeightCall = 'set_weights' | 'commit_weights' | 'reveal_weights';

/** What the chain shows of an intent. */
export interface Traces {
  /** Whether the hotkey's row in the state is the intent's. */
  readonly isRowStored: boolean;
  /** Hash of the intent's row, as 0x and hex. */
  readonly commitHash: string;
}

export type Step =
  | { readonly do: 'wait'; readonly alarm?: boolean }
  /** `until` is the last block that helps; `alarm`: half of the time for its reveal is gone. */
  | { readonly do: 'send'; readonly call: WeightCall; readonly until: number; readonly alarm?: boolean }
  | { readonly do: 'committed' | 'included'; readonly at: number }
  /** An epoch has run that ought to have read it. */
  | { readonly do: 'judge'; readonly epoch: number }
  | { readonly do: 'expire'; readonly why: ExpiredBy };

/** Why an intent expired. */
export const EXPIRED = {
  NOT_INCLUDED: 'Its epoch came before it was in a block.',
  NOT_COMMITTED: 'Its commit was in no block in time to be revealed before its epoch.',
  REVEAL_MISSED: 'The interval in which it could be revealed passed.',
  COMMIT_GONE: 'The chain has no commit of it any more, and no row.',
  NOT_IN_EPOCH:
    'It was in a block, but the next epoch read another row or none: overwritten, or the uid was given away.',
  NOT_SEEN: 'It was in a block, but the state of its epoch could not be read any more.',
  NEVER_DECIDED: 'No row was decided for this epoch; the reason follows.',
} as const;

export type ExpiredBy = keyof typeof EXPIRED;

/** What is to be done about an intent at a final block: pure, so that after a crash it is the same. */
export function nextStep(intent: WeightsIntent, standing: Standing, traces: Traces): Step {
  if (intent.state === IntentState.INTENT_STATE_SENT)
    return intent.commit ? ofCommit(intent, standing, traces) : ofSet(intent, standing, traces);
  if (intent.state === IntentState.INTENT_STATE_COMMITTED) return ofReveal(intent, standing, traces);
  if (intent.state !== IntentState.INTENT_STATE_INCLUDED) return WAIT;
  const epoch = nextEpoch(intent.netuid, standing.tempo, Number(intent.includedAt));
  return standing.block >= epoch ? { do: 'judge', epoch } : WAIT;
}

const WAIT: Step = { do: 'wait' };

/** Whether an extrinsic that was sent can come no more. */
const isGone = ({ sentAt }: WeightsIntent, { block }: Standing): boolean =>
  block > Number(sentAt) + ERA_BLOCKS || sentAt === 0n;

function ofSet(intent: WeightsIntent, standing: Standing, { isRowStored }: Traces): Step {
  const until = Number(intent.epoch) - 1;
  // The same row may be set again for the next epoch: only what came while this one's era lasted is this one's.
  const isOwn = standing.lastUpdate > Number(intent.decidedAt) && standing.lastUpdate <= until;
  if (isRowStored && isOwn) return { do: 'included', at: standing.lastUpdate };
  if (standing.block >= until) return { do: 'expire', why: 'NOT_INCLUDED' };
  if (!isGone(intent, standing)) return WAIT;
  return { do: 'send', call: 'set_weights', until };
}

function ofCommit(intent: WeightsIntent, standing: Standing, { commitHash }: Traces): Step {
  const { block, commit, commitInterval } = standing;
  if (commit?.hash === commitHash) return { do: 'committed', at: commit.block };
  if (!isGone(intent, standing)) return WAIT;
  if (revealFrom(block + 1, commitInterval) >= Number(intent.epoch))
    return { do: 'expire', why: 'NOT_COMMITTED' };
  return { do: 'send', call: 'commit_weights', until: Number(intent.epoch) - 1 };
}

function ofReveal(intent: WeightsIntent, standing: Standing, { isRowStored, commitHash }: Traces): Step {
  const { block, commit, commitInterval, lastUpdate } = standing;
  // Blocks that came while its commit was waited for are looked at after it: they do not have it yet.
  if (block < Number(intent.committedAt)) return WAIT;
  if (commit?.hash !== commitHash) {
    const last = revealUntil(Number(intent.committedAt), commitInterval) ?? Infinity;
    const isOwn = lastUpdate > Number(intent.committedAt) && lastUpdate <= last;
    if (isRowStored && isOwn) return { do: 'included', at: lastUpdate };
    return isGone(intent, standing) ? { do: 'expire', why: 'COMMIT_GONE' } : WAIT;
  }
  const from = revealFrom(commit.block, commitInterval);
  const until = revealUntil(commit.block, commitInterval);
  if (until !== undefined && block >= until) return { do: 'expire', why: 'REVEAL_MISSED' };
  if (block + 1 < from) return WAIT;
  const alarm = until !== undefined && (until - block) * 2 <= commitInterval;
  if (!isGone(intent, standing)) return { do: 'wait', alarm };
  return { do: 'send', call: 'reveal_weights', until: until ?? Number(intent.epoch) - 1, alarm };
}

export const isOpen = ({ state }: WeightsIntent): boolean =>
  state === IntentState.INTENT_STATE_SENT ||
  state === IntentState.INTENT_STATE_COMMITTED ||
  state === IntentState.INTENT_STATE_INCLUDED;
