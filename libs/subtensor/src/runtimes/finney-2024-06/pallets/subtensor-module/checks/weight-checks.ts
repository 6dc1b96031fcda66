import { vecU16MaxUpscaleToU16 } from '@yumanet/yuma-core';
import type { AccountId, Context } from '@yumanet/frame';
import { coldkeyOwnsHotkey } from '../accounts/owner.js';
import { currentBlock } from '../block.js';
import { errors, type ErrorName } from '../errors.js';
import type { WeightsRow } from '../neurons/do-set-weights.js';
import { CommitRevealWeightsEnabled, WeightCommits } from '../storage/limits.js';
import { Keys, Uids } from '../storage/neurons.js';
import { ALWAYS, inWindow, type BlockWindow } from './block-window.js';
import { commitWindow, revealWindow, weightsCommitHash } from './commit-reveal.js';
import { isRegisteredOnNetwork, isRoot, subnetExists } from './networks.js';
import * as weights from './weights.js';

/** A call about weights by a hotkey: everything its checks ask for besides the state. */
export interface WeightQuestion extends WeightsRow {
  readonly hotkey: AccountId;
}

/** A question of `set_root_weights`, which the coldkey signs. */
export interface RootWeightQuestion extends WeightQuestion {
  readonly coldkey: AccountId;
}

/** One named check of a call. */
export interface WeightCheck<Q> {
  /** What the call fails with. */
  readonly error: ErrorName;
  /** The blocks in which it passes in this state; undefined: in none, waiting does not help. */
  readonly window: (ctx: Context, question: Q) => BlockWindow | undefined;
  /** It asks about the hotkey's uid: without one it says nothing. */
  readonly ofUid?: true;
}

/** A check that has nothing to do with time. */
const check = <Q>(error: ErrorName, passes: (ctx: Context, question: Q) => boolean): WeightCheck<Q> => ({
  error,
  window: (ctx, question) => (passes(ctx, question) ? ALWAYS : undefined),
});

/** A check about the hotkey's uid. */
const checkUid = <Q extends WeightQuestion>(
  error: ErrorName,
  window: (ctx: Context, question: Q, uid: number) => BlockWindow | boolean | undefined,
): WeightCheck<Q> => ({
  error,
  ofUid: true,
  window: (ctx, question) => {
    const uid = Uids.get(ctx, question.netuid, question.hotkey);
    if (uid === undefined) return undefined;
    const found = window(ctx, question, uid);
    return typeof found === 'boolean' ? (found ? ALWAYS : undefined) : found;
  },
});

const sameLength = check<WeightQuestion>('WeightVecNotEqualSize', (_ctx, { uids, values }) =>
  weights.uidsMatchValues(uids, values),
);
const networkExists = check<WeightQuestion>('NetworkDoesNotExist', (ctx, { netuid }) =>
  subnetExists(ctx, netuid),
);
const registered = check<WeightQuestion>('NotRegistered', (ctx, { netuid, hotkey }) =>
  isRegisteredOnNetwork(ctx, netuid, hotkey),
);
const enoughStake = check<WeightQuestion>('NotEnoughStakeToSetWeights', (ctx, { hotkey }) =>
  weights.checkWeightsMinStake(ctx, hotkey),
);
const versionKey = check<WeightQuestion>('IncorrectNetworkVersionKey', (ctx, question) =>
  weights.checkVersionKey(ctx, question.netuid, question.versionKey),
);
const rateLimit = checkUid<WeightQuestion>('SettingWeightsTooFast', (ctx, { netuid }, uid) =>
  Keys.exists(ctx, netuid, uid) ? weights.rateLimitWindow(ctx, netuid, uid) : undefined,
);
const noDuplicates = check<WeightQuestion>(
  'DuplicateUids',
  (_ctx, { uids }) => !weights.hasDuplicateUids(uids),
);
const longEnough = checkUid<WeightQuestion>('NotSettingEnoughWeights', (ctx, { netuid, uids, values }, uid) =>
  weights.checkLength(ctx, netuid, uid, uids, values),
);
const noneTooLarge = checkUid<WeightQuestion>('MaxWeightExceeded', (ctx, { netuid, uids, values }, uid) =>
  weights.maxWeightLimited(ctx, netuid, uid, uids, vecU16MaxUpscaleToU16(values)),
);

/** What setting and revealing weights check alike, in upstream's order. */
export const ROW_CHECKS: readonly WeightCheck<WeightQuestion>[] = [
  check('IsRoot', (_ctx, { netuid }) => !isRoot(netuid)),
  sameLength,
  networkExists,
  check('TooManyUids', (ctx, { netuid, uids }) => weights.checkLenUidsWithinAllowed(ctx, netuid, uids)),
  registered,
  enoughStake,
  versionKey,
  rateLimit,
  checkUid('NoValidatorPermit', (ctx, { netuid, uids, values }, uid) =>
    weights.checkValidatorPermit(ctx, netuid, uid, uids, values),
  ),
  noDuplicates,
  check('InvalidUid', (ctx, { netuid, uids }) => !weights.containsInvalidUids(ctx, netuid, uids)),
  longEnough,
  noneTooLarge,
];

/** The first check of `set_weights`, before it asks who signed. */
export const needsNoCommit = check<Pick<WeightQuestion, 'netuid'>>(
  'CommitRevealEnabled',
  (ctx, { netuid }) => !CommitRevealWeightsEnabled.get(ctx, netuid),
);

/** `set_weights`, in the order of its checks. */
export const SET_WEIGHTS_CHECKS: readonly WeightCheck<WeightQuestion>[] = [needsNoCommit, ...ROW_CHECKS];

const commitsEnabled = check<Pick<WeightQuestion, 'netuid'>>('CommitRevealDisabled', (ctx, { netuid }) =>
  CommitRevealWeightsEnabled.get(ctx, netuid),
);

/** `commit_weights`, in the order of its checks. */
export const COMMIT_WEIGHTS_CHECKS: readonly WeightCheck<Pick<WeightQuestion, 'netuid' | 'hotkey'>>[] = [
  commitsEnabled,
  {
    error: 'CommitNotAllowed',
    window: (ctx, { netuid, hotkey }) => commitWindow(ctx, netuid, hotkey),
  },
];

/** `reveal_weights`, in the order of its checks. */
export const REVEAL_WEIGHTS_CHECKS: readonly WeightCheck<WeightQuestion>[] = [
  commitsEnabled,
  check('NoCommitFound', (ctx, { netuid, hotkey }) => WeightCommits.exists(ctx, netuid, hotkey)),
  {
    error: 'InvalidRevealTempo',
    window: (ctx, { netuid, hotkey }) => {
      const commit = WeightCommits.get(ctx, netuid, hotkey);
      return commit && revealWindow(ctx, netuid, commit[1]);
    },
  },
  check('InvalidReveal', (ctx, question) => {
    const { netuid, hotkey } = question;
    return WeightCommits.get(ctx, netuid, hotkey)?.[0] === weightsCommitHash(hotkey, question);
  }),
  ...ROW_CHECKS,
];

/** `set_root_weights`, in the order of its checks; targets are netuids. */
export const SET_ROOT_WEIGHTS_CHECKS: readonly WeightCheck<RootWeightQuestion>[] = [
  check('NonAssociatedColdKey', (ctx, { coldkey, hotkey }) => coldkeyOwnsHotkey(ctx, coldkey, hotkey)),
  networkExists,
  check('NotRootSubnet', (_ctx, { netuid }) => isRoot(netuid)),
  sameLength,
  check('InvalidUid', (ctx, { uids }) => !weights.containsInvalidRootUids(ctx, uids)),
  registered,
  enoughStake,
  versionKey,
  rateLimit,
  noDuplicates,
  longEnough,
  noneTooLarge,
];

/** Fails the call with the first check that does not pass now. */
export function ensureChecks<Q>(ctx: Context, checks: readonly WeightCheck<Q>[], question: Q): void {
  const block = currentBlock(ctx);
  for (const { error, window } of checks) {
    const when = window(ctx, question);
    if (when === undefined || !inWindow(when, block)) throw errors.fail(error);
  }
}
