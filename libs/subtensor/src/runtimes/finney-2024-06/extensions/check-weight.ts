import {
  VALID,
  addWeight,
  anyGreater,
  chargedWeight,
  defineExtension,
  invalid,
  marker,
  subWeight,
  unit,
  type Context,
  type DispatchInfo,
  type Outcome,
  type ValidTransaction,
  type ValueOf,
  type WeightValue,
} from '@yumanet/frame';
import { BLOCK_LENGTH, BLOCK_WEIGHTS, classKey } from '../limits.js';
import { AllExtrinsicsLen, BlockWeight } from '../pallets/system/storage.js';
import type { ConsumedWeight } from '../pallets/system/types.js';

const U64_MAX = (1n << 64n) - 1n;

/** Length of the block with this extrinsic; ExhaustsResources above the class's limit. */
function nextLength(ctx: Context, info: DispatchInfo, length: number): number {
  const next = (AllExtrinsicsLen.get(ctx) ?? 0) + length;
  if (next > BLOCK_LENGTH.max[classKey(info.class.type)]) throw invalid('ExhaustsResources');
  return next;
}

function checkExtrinsicWeight({ weight, class: dispatchClass }: DispatchInfo): void {
  const { max_extrinsic } = BLOCK_WEIGHTS.per_class[classKey(dispatchClass.type)];
  if (max_extrinsic !== undefined && anyGreater(weight, max_extrinsic)) throw invalid('ExhaustsResources');
}

type Consumed = ValueOf<typeof ConsumedWeight>;

/** Weight of the block with this extrinsic. Upstream: `calculate_consumed_weight`. */
function nextWeight(ctx: Context, info: DispatchInfo): Consumed {
  const key = classKey(info.class.type);
  const { base_extrinsic, max_total, reserved } = BLOCK_WEIGHTS.per_class[key];
  const used = BlockWeight.get(ctx);
  const added = addWeight(info.weight, base_extrinsic);
  const isUnlimited = max_total === undefined && reserved === undefined;
  if (!isUnlimited && overflows(used[key], added)) throw invalid('ExhaustsResources');
  const next = { ...used, [key]: addWeight(used[key], added) };
  if (max_total !== undefined && anyGreater(next[key], max_total)) throw invalid('ExhaustsResources');
  const total = addWeight(next.normal, next.operational, next.mandatory);
  // Beyond the block's maximum a class may still use what is reserved for it.
  const isOver = anyGreater(total, BLOCK_WEIGHTS.max_block);
  if (isOver && reserved !== undefined && anyGreater(next[key], reserved)) throw invalid('ExhaustsResources');
  return next;
}

const overflows = (a: WeightValue, b: WeightValue): boolean =>
  a.ref_time + b.ref_time > U64_MAX || a.proof_size + b.proof_size > U64_MAX;

function validate(ctx: Context, info: DispatchInfo, length: number): ValidTransaction {
  nextLength(ctx, info, length);
  // The block's weight does not count here: what is full now may be empty next.
  checkExtrinsicWeight(info);
  return VALID;
}

function preDispatch(ctx: Context, info: DispatchInfo, length: number): void {
  const nextLen = nextLength(ctx, info, length);
  const weight = nextWeight(ctx, info);
  checkExtrinsicWeight(info);
  AllExtrinsicsLen.put(ctx, nextLen);
  BlockWeight.put(ctx, weight);
}

/** Gives the block back what the call did not use. */
function postDispatch(ctx: Context, { info, post }: Outcome): void {
  const unspent = subWeight(info.weight, chargedWeight(info, post));
  if (unspent.ref_time === 0n && unspent.proof_size === 0n) return;
  const key = classKey(info.class.type);
  BlockWeight.mutate(ctx, (used) => ({ ...used, [key]: subWeight(used[key], unspent) }));
}

/** Blocks stay within their limits of weight and length. */
export const checkWeight = defineExtension({
  id: 'CheckWeight',
  extra: marker('frame_system::extensions::check_weight::CheckWeight'),
  additional: unit,
  additionalSigned: () => undefined,
  validate: (ctx, { info, length }) => validate(ctx, info, length),
  preDispatch: (ctx, { info, length }) => preDispatch(ctx, info, length),
  postDispatch: (ctx, _pre, outcome) => postDispatch(ctx, outcome),
  validateUnsigned: validate,
  preDispatchUnsigned: preDispatch,
  postDispatchUnsigned: postDispatch,
});
