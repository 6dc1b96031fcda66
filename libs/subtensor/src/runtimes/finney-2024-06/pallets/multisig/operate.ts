import {
  addWeight,
  anyGreater,
  blake2_256,
  signed,
  toHex,
  type AccountId,
  type Context,
  type OuterCall,
  type PostInfo,
  type WeightValue,
} from '@yumanet/frame';
import { toResult } from '../../result.js';
import { reserve, unreserve } from '../balances/reserve.js';
import { Number_ } from '../system/storage.js';
import { extrinsicIndex } from '../system/port.js';
import { DepositBase, DepositFactor, MaxSignatories } from './constants.js';
import { errors } from './errors.js';
import { deposit } from './events.js';
import { allSignatories, multiAccount } from './signatories.js';
import { Multisigs } from './storage.js';
import type { MultisigValue, TimepointValue } from './types.js';
import * as weights from './weights.js';

/** One signatory's step: with the call itself, or with its hash only. */
export interface Step {
  readonly who: AccountId;
  readonly threshold: number;
  readonly others: readonly AccountId[];
  readonly timepoint: TimepointValue | undefined;
  readonly call: OuterCall | { readonly hash: string };
  readonly maxWeight: WeightValue;
}

interface Operation extends Step {
  readonly id: AccountId;
  readonly hash: string;
  readonly length: number;
  readonly inner: OuterCall | undefined;
}

const isSame = (a: TimepointValue, b: TimepointValue): boolean =>
  a.height === b.height && a.index === b.index;

/** Begins an operation, approves it, or, with enough approvals and the call at hand, executes it. */
export function operate(ctx: Context, step: Step): PostInfo {
  if (step.threshold < 2) throw errors.fail('MinimumThreshold');
  const id = multiAccount(allSignatories(ctx, step.others, step.who), step.threshold);
  const operation = { ...step, id, ...identify(ctx, step.call) };
  const known = Multisigs.get(ctx, id, operation.hash);
  return known === undefined ? begin(ctx, operation) : proceed(ctx, operation, known);
}

function identify(ctx: Context, call: Step['call']): Pick<Operation, 'hash' | 'length' | 'inner'> {
  if ('hash' in call) return { hash: call.hash, length: 0, inner: undefined };
  const encoded = ctx.encodeCall(call);
  return { hash: toHex(blake2_256(encoded)), length: encoded.length, inner: call };
}

function begin(ctx: Context, { who, threshold, others, timepoint, id, hash, length }: Operation): PostInfo {
  if (timepoint !== undefined) throw errors.fail('UnexpectedTimepoint');
  const amount = ctx.constant(DepositBase) + ctx.constant(DepositFactor) * BigInt(threshold);
  reserve(ctx, who, amount);
  const when = { height: Number_.get(ctx), index: extrinsicIndex(ctx) };
  Multisigs.put(ctx, id, hash, { when, deposit: amount, depositor: who, approvals: [who] });
  deposit(ctx, 'NewMultisig', { approving: who, multisig: id, call_hash: hash });
  return { actualWeight: weights.asMultiCreate(others.length, length) };
}

function proceed(ctx: Context, operation: Operation, known: MultisigValue): PostInfo {
  const { timepoint, threshold, who, inner } = operation;
  if (timepoint === undefined) throw errors.fail('NoTimepoint');
  if (!isSame(known.when, timepoint)) throw errors.fail('WrongTimepoint');
  const isNeeded = known.approvals.length < threshold && !known.approvals.includes(who);
  const approvals = known.approvals.length + (isNeeded ? 1 : 0);
  if (inner !== undefined && approvals >= threshold) return execute(ctx, operation, inner, known);
  if (!isNeeded) throw errors.fail('AlreadyApproved');
  return approve(ctx, operation, known);
}

function approve(ctx: Context, { who, id, hash, others, length }: Operation, known: MultisigValue): PostInfo {
  if (known.approvals.length >= ctx.constant(MaxSignatories)) throw errors.fail('TooManySignatories');
  const approvals = [...known.approvals, who].sort();
  Multisigs.put(ctx, id, hash, { ...known, approvals });
  deposit(ctx, 'MultisigApproval', { approving: who, timepoint: known.when, multisig: id, call_hash: hash });
  return { actualWeight: weights.asMultiApprove(others.length, length) };
}

function execute(
  ctx: Context,
  { who, id, hash, others, length, maxWeight }: Operation,
  call: OuterCall,
  known: MultisigValue,
): PostInfo {
  if (anyGreater(ctx.info(call).weight, maxWeight)) throw errors.fail('MaxWeightTooLow');
  // Gone before the call runs, so that the call cannot run it again.
  Multisigs.delete(ctx, id, hash);
  unreserve(ctx, known.depositor, known.deposit);
  const result = ctx.dispatch(call, signed(id));
  deposit(ctx, 'MultisigExecuted', {
    approving: who,
    timepoint: known.when,
    multisig: id,
    call_hash: hash,
    result: toResult(result),
  });
  const { actualWeight } = result.post;
  if (actualWeight === undefined) return {};
  return { actualWeight: addWeight(weights.asMultiComplete(others.length, length), actualWeight) };
}
