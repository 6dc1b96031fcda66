import { MAX_PRUNING_SCORE, neuronToPrune as choose } from '@yumanet/yuma-core';
import type { Context } from '@yumanet/frame';
import { currentBlock } from '../block.js';
import { ImmunityPeriod } from '../storage/hyperparameters.js';
import { SubnetworkN } from '../storage/networks.js';
import { BlockAtRegistration, PruningScores } from '../storage/neurons.js';
import { setAt } from './vectors.js';

/** The uid that makes room, its pruning score raised so that it is not chosen again before the next epoch. */
export function neuronToPrune(ctx: Context, netuid: number): number {
  const n = SubnetworkN.get(ctx, netuid);
  const scores = PruningScores.get(ctx, netuid);
  const uids = Array.from({ length: n }, (_, uid) => uid);
  const uid = choose({
    pruningScores: uids.map((each) => scores[each] ?? MAX_PRUNING_SCORE),
    blockAtRegistration: uids.map((each) => BlockAtRegistration.get(ctx, netuid, each)),
    currentBlock: currentBlock(ctx),
    immunityPeriod: BigInt(ImmunityPeriod.get(ctx, netuid)),
  });
  setAt(PruningScores, ctx, netuid, uid, MAX_PRUNING_SCORE);
  return uid;
}
