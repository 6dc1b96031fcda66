import { blocksUntilNextEpoch } from '@yumanet/yuma-core';
import type { BlockedBy } from '../errors.js';
import type { Standing } from '../metagraph/metagraph.js';

/** The block after a final one exists already: the one after that is the first that can hold something new. */
export const FIRST_CHANCE = 2;

/** Fewer blocks before an epoch, a row might come into the epoch's own block, and be one too many for the next. */
const NEAR = 6;

export interface WeightsQuestion {
  readonly netuid: number;
  /** Version of the mechanism, written as version key. */
  readonly versionKey: bigint;
  /** Epochs that have an intent already. */
  readonly decided: (epoch: number) => boolean;
  readonly weightsBlocks: number;
}

export type WeightsDuty =
  | { readonly due: true; readonly epoch: number }
  | { readonly due: false; readonly epoch: number; readonly blockedBy: BlockedBy };

/**
 * Whether weights are to be set now, for which epoch, and if not, why not. What the chain would refuse is named by the
 * chain's own word, in the order of its checks.
 */
export function weightsDue(standing: Standing, question: WeightsQuestion): WeightsDuty {
  const { block, tempo } = standing;
  // An epoch runs before its block's transactions: weights in its block count for the next one.
  const epoch = nextEpoch(question.netuid, tempo, block + FIRST_CHANCE);
  const blockedBy =
    refusalOf(standing, question.versionKey) ??
    rateLimitAt(standing, epoch) ??
    waitFor(standing, question, epoch);
  return blockedBy === undefined ? { due: true, epoch } : { due: false, epoch, blockedBy };
}

/** The first epoch that runs after a block. */
export function nextEpoch(netuid: number, tempo: number, block: number): number {
  const blocks = Number(blocksUntilNextEpoch(netuid, tempo, BigInt(block)));
  return block + (blocks === 0 ? tempo + 1 : blocks);
}

/** The last epoch up to a block, that block's own among them. */
export const lastEpoch = (netuid: number, tempo: number, block: number): number =>
  nextEpoch(netuid, tempo, block) - (tempo + 1);

/** What the chain would refuse whatever the row and the block, in the order of its checks. */
export function refusalOf(standing: Standing, versionKey: bigint): BlockedBy | undefined {
  if (standing.uid === undefined) return 'NotRegistered';
  if (standing.stakeRao < standing.weightsMinStakeRao) return 'NotEnoughStakeToSetWeights';
  const { weightsVersionKey } = standing;
  if (weightsVersionKey !== 0n && versionKey < weightsVersionKey) return 'IncorrectNetworkVersionKey';
  return standing.permit ? undefined : 'NoValidatorPermit';
}

/** A last update at block 0 reads as never. */
const rateLimitAt = ({ lastUpdate, weightsRateLimit }: Standing, epoch: number): BlockedBy | undefined =>
  lastUpdate !== 0 && lastUpdate + weightsRateLimit >= epoch ? 'SettingWeightsTooFast' : undefined;

function waitFor(standing: Standing, question: WeightsQuestion, epoch: number): BlockedBy | undefined {
  const { block, tempo, lastUpdate, weightsRateLimit } = standing;
  if (question.decided(epoch)) return 'ALREADY_DECIDED';
  const ahead = Math.max(2, Math.min(question.weightsBlocks, Math.ceil(tempo / 2)));
  if (epoch - block > ahead) return 'EPOCH_FAR';
  if (epoch - block < Math.min(NEAR, Math.floor(ahead / 2))) return 'EPOCH_NEAR';
  const limited = lastUpdate !== 0 && block + FIRST_CHANCE - lastUpdate < weightsRateLimit;
  return limited ? 'SettingWeightsTooFast' : undefined;
}
