import {
  ROOT_NETUID,
  TOTAL_SUPPLY_RAO,
  blockEmissionForIssuance,
  isBlockOfEpoch,
  rootEpoch as shareEmission,
  type RootValidator,
} from '@yumanet/yuma-core';
import type { Context } from '@yumanet/frame';
import { currentBlock } from '../block.js';
import { allNetuids } from '../checks/networks.js';
import { Kappa, Rho } from '../storage/hyperparameters.js';
import { EmissionValues, SubnetworkN, Tempo } from '../storage/networks.js';
import { Keys, Weights } from '../storage/neurons.js';
import { BlockEmission, TotalHotkeyStake, TotalIssuance } from '../storage/stake.js';
import { stopOnArithmetic } from './stop-on-arithmetic.js';

/**
 * When root is due and has validators: the block's emission (halvings happen here), shared among the networks as root
 * weighs them. Without stake the shares stay as they were.
 */
export function rootEpoch(ctx: Context): void {
  if (!isBlockOfEpoch(ROOT_NETUID, Tempo.get(ctx, ROOT_NETUID), currentBlock(ctx))) return;
  const n = SubnetworkN.get(ctx, ROOT_NETUID);
  const netuids = allNetuids(ctx);
  if (n === 0 || netuids.length === 0) return;
  const emission = stopOnArithmetic('root epoch', () =>
    shareEmission({
      validators: rootValidators(ctx, n),
      netuids,
      rho: Rho.get(ctx, ROOT_NETUID),
      kappa: Kappa.get(ctx, ROOT_NETUID),
      blockEmissionRao: updateBlockEmission(ctx),
    }),
  );
  emission?.forEach((rao, k) => EmissionValues.put(ctx, netuids[k] ?? 0, rao));
}

/** Rao per block at the present issuance. At the total supply it is 0, and BlockEmission keeps its old value. */
function updateBlockEmission(ctx: Context): bigint {
  const issuance = TotalIssuance.get(ctx);
  if (issuance >= TOTAL_SUPPLY_RAO) return 0n;
  const emission = blockEmissionForIssuance(issuance);
  if (BlockEmission.get(ctx) !== emission) BlockEmission.put(ctx, emission);
  return emission;
}

/** Stake by position in the storage order of Keys, weights by uid: the same thing below 256 uids. */
function rootValidators(ctx: Context, n: number): RootValidator[] {
  const stakes = [...Keys.entries(ctx, ROOT_NETUID)].map(([, hotkey]) => TotalHotkeyStake.get(ctx, hotkey));
  return Array.from({ length: n }, (_, uid) => ({
    stakeRao: stakes[uid] ?? 0n,
    weights: Weights.get(ctx, ROOT_NETUID, uid),
  }));
}
