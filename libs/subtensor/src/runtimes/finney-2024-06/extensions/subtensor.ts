import {
  VALID,
  defineExtension,
  invalid,
  marker,
  outer,
  unit,
  type AccountId,
  type Context,
  type OuterCall,
  type Type,
  type ValidTransaction,
} from '@yumanet/frame';
import { currentBlock } from '../pallets/subtensor-module/block.js';
import { checkWeightsMinStake } from '../pallets/subtensor-module/checks/weights.js';
import { LastUpdate, Uids } from '../pallets/subtensor-module/storage/neurons.js';
import {
  RegistrationsThisInterval,
  TargetRegistrationsPerInterval,
} from '../pallets/subtensor-module/storage/registration.js';

/** Subtensor puts every call before set_weights: the highest priority there is. */
const VANILLA: ValidTransaction = { ...VALID, priority: (1n << 64n) - 1n };

const U32_MAX = 0xffff_ffffn;

/** Calls that set weights: their priority grows with the blocks since the hotkey's last update. */
const WEIGHT_CALLS: ReadonlySet<string> = new Set([
  'set_weights',
  'set_root_weights',
  'commit_weights',
  'reveal_weights',
]);
const REGISTRATIONS: ReadonlySet<string> = new Set(['register', 'burned_register']);

const extraOf = (name: string): Type<undefined> => marker(name, [{ name: 'T', type: outer('Runtime') }]);

/**
 * What the pool of spec 185 says of a call. In a block none of this is checked again: as upstream, the dispatch itself
 * decides.
 *
 * @throws TransactionRefused Call: too little stake on the signer to set weights (for root's weights that is the
 * coldkey, as this runtime had it). ExhaustsResources: the interval already has its target of registrations.
 */
export function validateSubtensor(
  ctx: Context,
  who: AccountId,
  { type, value }: OuterCall,
): ValidTransaction {
  if (type !== 'SubtensorModule') return VANILLA;
  const { netuid } = (value.value ?? {}) as { readonly netuid?: number };
  if (WEIGHT_CALLS.has(value.type)) {
    if (!checkWeightsMinStake(ctx, who)) throw invalid('Call');
    return { ...VALID, priority: prioritySetWeights(ctx, who, netuid ?? 0), longevity: 1n };
  }
  if (REGISTRATIONS.has(value.type) && isIntervalFull(ctx, netuid ?? 0)) throw invalid('ExhaustsResources');
  return VANILLA;
}

/** 0 for a hotkey without a uid. */
function prioritySetWeights(ctx: Context, hotkey: AccountId, netuid: number): bigint {
  const uid = Uids.get(ctx, netuid, hotkey);
  if (uid === undefined) return 0n;
  const last = LastUpdate.get(ctx, netuid)[uid] ?? 0n;
  const block = currentBlock(ctx);
  return (block > last ? block - last : 0n) + U32_MAX;
}

/** Stricter than the call itself, which takes three times the target. */
const isIntervalFull = (ctx: Context, netuid: number): boolean =>
  RegistrationsThisInterval.get(ctx, netuid) >= TargetRegistrationsPerInterval.get(ctx, netuid);

export const subtensorSignedExtension = defineExtension({
  id: 'SubtensorSignedExtension',
  extra: extraOf('pallet_subtensor::SubtensorSignedExtension'),
  additional: unit,
  additionalSigned: () => undefined,
  validate: (ctx, { who, call }) => validateSubtensor(ctx, who, call),
  preDispatch: () => undefined,
});

/** pallet_commitments' extension: its own call too comes before set_weights. */
export const commitmentsSignedExtension = defineExtension({
  id: 'CommitmentsSignedExtension',
  extra: extraOf('pallet_commitments::CommitmentsSignedExtension'),
  additional: unit,
  additionalSigned: () => undefined,
  validate: () => VANILLA,
});
