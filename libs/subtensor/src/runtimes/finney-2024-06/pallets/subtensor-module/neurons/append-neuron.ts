import type { AccountId, Context } from '@yumanet/frame';
import { IsNetworkMember, SubnetworkN } from '../storage/networks.js';
import {
  Active,
  BlockAtRegistration,
  Consensus,
  Dividends,
  Emission,
  Incentive,
  Keys,
  LastUpdate,
  PruningScores,
  Rank,
  Trust,
  Uids,
  ValidatorPermit,
  ValidatorTrust,
} from '../storage/neurons.js';
import { push } from './vectors.js';

const U16_MAX = 65535;

/** Takes the next uid: every vector of the network grows by one entry. Answers the uid. */
export function appendNeuron(ctx: Context, netuid: number, hotkey: AccountId, block: bigint): number {
  const uid = SubnetworkN.get(ctx, netuid);
  SubnetworkN.put(ctx, netuid, Math.min(uid + 1, U16_MAX));
  for (const item of [Rank, Trust, Consensus, Incentive, Dividends, PruningScores, ValidatorTrust])
    push(item, ctx, netuid, 0);
  push(Active, ctx, netuid, true);
  push(Emission, ctx, netuid, 0n);
  push(LastUpdate, ctx, netuid, block);
  push(ValidatorPermit, ctx, netuid, false);
  takeUid(ctx, netuid, uid, hotkey, block);
  return uid;
}

/** Binds hotkey and uid. */
export function takeUid(ctx: Context, netuid: number, uid: number, hotkey: AccountId, block: bigint): void {
  Keys.put(ctx, netuid, uid, hotkey);
  Uids.put(ctx, netuid, hotkey, uid);
  BlockAtRegistration.put(ctx, netuid, uid, block);
  IsNetworkMember.put(ctx, hotkey, netuid, true);
}
