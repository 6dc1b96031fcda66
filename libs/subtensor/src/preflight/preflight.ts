import type { Context } from '@yumanet/frame';
import { inWindow } from '../runtimes/finney-2024-06/pallets/subtensor-module/checks/block-window.js';
import {
  COMMIT_WEIGHTS_CHECKS,
  REVEAL_WEIGHTS_CHECKS,
  SET_ROOT_WEIGHTS_CHECKS,
  SET_WEIGHTS_CHECKS,
  type RootWeightQuestion,
  type WeightCheck,
  type WeightQuestion,
} from '../runtimes/finney-2024-06/pallets/subtensor-module/checks/weight-checks.js';
import { checkWeightsMinStake } from '../runtimes/finney-2024-06/pallets/subtensor-module/checks/weights.js';
import { Uids } from '../runtimes/finney-2024-06/pallets/subtensor-module/storage/neurons.js';

/** A call about weights, as it would be sent. */
export type WeightCallQuestion =
  | ({ readonly call: 'set_weights' | 'reveal_weights' } & WeightQuestion)
  | ({ readonly call: 'commit_weights' } & Pick<WeightQuestion, 'netuid' | 'hotkey'>)
  | ({ readonly call: 'set_root_weights' } & RootWeightQuestion);

/** A check that would refuse the call. */
export interface PreflightFailure {
  /** The chain's own name of it. */
  readonly error: string;
  /** First block in which it passes if nothing but time goes by; undefined: waiting does not help. */
  readonly passesAt: bigint | undefined;
}

export interface Preflight {
  /** Block in which the call would run. */
  readonly block: bigint;
  /** Every check that would refuse it there, in the order of the chain: the call fails with the first. */
  readonly failures: readonly PreflightFailure[];
  /** The pool would not even take it: its signer has too little stake (`Invalid: Call`). */
  readonly poolRefuses: boolean;
  /** First block from `block` on in which every check passes; undefined: none, whatever the wait. */
  readonly passesAt: bigint | undefined;
  /** Last block in which it passes; undefined: no end. */
  readonly until: bigint | undefined;
}

/**
 * What the chain would say to a call in block `block`, if nothing but time changed the state until then: the call's own
 * checks, all of them, without the call. Checks about a uid are left out where the hotkey has none.
 *
 * @param ctx over the state after any block before `block`.
 */
export function preflight(ctx: Context, question: WeightCallQuestion, block: bigint): Preflight {
  switch (question.call) {
    case 'set_weights':
      return evaluate(ctx, SET_WEIGHTS_CHECKS, question, question.hotkey, block);
    case 'commit_weights':
      return evaluate(ctx, COMMIT_WEIGHTS_CHECKS, question, question.hotkey, block);
    case 'reveal_weights':
      return evaluate(ctx, REVEAL_WEIGHTS_CHECKS, question, question.hotkey, block);
    case 'set_root_weights':
      return evaluate(ctx, SET_ROOT_WEIGHTS_CHECKS, question, question.coldkey, block);
  }
}

function evaluate<Q extends Pick<WeightQuestion, 'netuid' | 'hotkey'>>(
  ctx: Context,
  checks: readonly WeightCheck<Q>[],
  question: Q,
  signer: string,
  block: bigint,
): Preflight {
  const isRegistered = Uids.exists(ctx, question.netuid, question.hotkey);
  const failures: PreflightFailure[] = [];
  let [from, isHopeless]: [bigint, boolean] = [block, false];
  let until: bigint | undefined;
  for (const { error, window, ofUid } of checks) {
    if (ofUid === true && !isRegistered) continue;
    const when = window(ctx, question);
    if (when === undefined) isHopeless = true;
    else {
      if (when.from > from) from = when.from;
      if (when.until !== undefined && (until === undefined || when.until < until)) until = when.until;
      if (inWindow(when, block)) continue;
    }
    failures.push({ error, passesAt: when && when.from > block ? when.from : undefined });
  }
  const poolRefuses = !checkWeightsMinStake(ctx, signer);
  const never = isHopeless || poolRefuses || (until !== undefined && from > until);
  return {
    block,
    failures,
    poolRefuses,
    passesAt: never ? undefined : from,
    until: never ? undefined : until,
  };
}
