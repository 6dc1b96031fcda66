import type { Context, Hex } from '@yumanet/frame';
import { TotalIssuance as BalancesTotalIssuance } from '../pallets/balances/storage.js';
import {
  EmissionValues,
  PendingEmission,
  SubnetLocked,
} from '../pallets/subtensor-module/storage/networks.js';
import { LoadedEmission } from '../pallets/subtensor-module/storage/neurons.js';
import { TotalIssuance, TotalStake } from '../pallets/subtensor-module/storage/stake.js';

/** Where every rao is, by the chain's own totals. All in rao. */
export interface IssuanceAccount {
  /** SubtensorModule.TotalIssuance: what halvings go by. */
  readonly issued: bigint;
  readonly balances: bigint;
  readonly staked: bigint;
  /** Locks of network owners. */
  readonly locked: bigint;
  /**
   * `issued` less the three, which may be negative. Only these change it: fees, which leave balances and are not
   * taken from issuance; dust (a balance reaped below the existential deposit, or a payment that could not create an
   * account); cleared small nominations, which leave issuance though they are paid out; root's sudo calls that set
   * issuance or balances.
   */
  readonly unaccounted: bigint;
  /** Gathered for the next epochs, not issued yet. */
  readonly pending: bigint;
  /** Given by the last epochs, issued in the next block. Less than was pending: the dust of an epoch is never issued. */
  readonly loaded: bigint;
  /** Netuid 0's share of each block: never issued. */
  readonly rootShare: bigint;
}

/** Keys, or prefixes of keys, without a change to which `unaccounted` stays as it is. */
export const ISSUANCE_TOTALS: readonly Hex[] = [
  TotalIssuance,
  BalancesTotalIssuance,
  TotalStake,
  SubnetLocked,
].map(({ prefix }) => prefix);

/** PERF: a few reads per network: cheap enough for every block. */
export function accountForIssuance(ctx: Context): IssuanceAccount {
  const issued = TotalIssuance.get(ctx);
  const balances = BalancesTotalIssuance.get(ctx);
  const staked = TotalStake.get(ctx);
  const locked = sum(SubnetLocked.entries(ctx), ([, rao]) => rao);
  return {
    issued,
    balances,
    staked,
    locked,
    unaccounted: issued - balances - staked - locked,
    pending: sum(PendingEmission.entries(ctx), ([, rao]) => rao),
    loaded: sum(LoadedEmission.entries(ctx), ([, tuples]) =>
      sum(tuples, ([, server, validator]) => server + validator),
    ),
    rootShare: EmissionValues.get(ctx, 0),
  };
}

function sum<T>(items: Iterable<T>, rao: (item: T) => bigint): bigint {
  let total = 0n;
  for (const item of items) total += rao(item);
  return total;
}
