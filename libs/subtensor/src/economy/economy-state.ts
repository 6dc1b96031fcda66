import type { AccountId, Context } from '@yumanet/frame';
import { ROOT_NETUID, isBlockOfEpoch, type RootValidator } from '@yumanet/yuma-core';
import { TotalIssuance as BalancesTotalIssuance } from '../runtimes/finney-2024-06/pallets/balances/storage.js';
import { networksByTempo } from '../runtimes/finney-2024-06/pallets/subtensor-module/emission/networks-by-tempo.js';
import { Kappa, Rho } from '../runtimes/finney-2024-06/pallets/subtensor-module/storage/hyperparameters.js';
import * as networks from '../runtimes/finney-2024-06/pallets/subtensor-module/storage/networks.js';
import {
  Keys,
  LoadedEmission,
  Weights,
} from '../runtimes/finney-2024-06/pallets/subtensor-module/storage/neurons.js';
import {
  Delegates,
  Owner,
  Stake,
  TotalHotkeyStake,
  TotalIssuance,
  TotalStake,
} from '../runtimes/finney-2024-06/pallets/subtensor-module/storage/stake.js';
import { Number_ } from '../runtimes/finney-2024-06/pallets/system/storage.js';

/** A network as a block's step sees it. */
export interface SubnetEconomy {
  readonly netuid: number;
  readonly tempo: number;
  /** Coldkey that gets the owner's cut. */
  readonly owner: AccountId | undefined;
  /** Its share of each block, rao. */
  readonly emissionRao: bigint;
}

/** What decides how a hotkey's emission is shared. */
export interface Payee {
  /** u16 proportion; null for a hotkey that is no delegate. */
  readonly take: number | null;
  readonly owner: AccountId;
  readonly totalStakeRao: bigint;
  /** Of a delegate all; of others the owner’s alone, who is paid everything. */
  readonly stakes: readonly (readonly [coldkey: AccountId, rao: bigint])[];
}

/** What root's epoch reads. */
export interface RootEconomy {
  readonly validators: readonly RootValidator[];
  /** In storage order, root included. */
  readonly netuids: readonly number[];
  readonly rho: number;
  readonly kappa: number;
}

/** Server and validator rao of a hotkey, as an epoch loaded it. */
export type LoadedPayment = readonly [hotkey: AccountId, serverRao: bigint, validatorRao: bigint];

/**
 * Everything in the state after a block that says where rao are and what the next block's step does with them. All
 * amounts in rao, accounts as hex; lists in storage order, which is the order in which a block goes.
 */
export interface EconomyState {
  readonly block: number;
  readonly issued: bigint;
  readonly balances: bigint;
  readonly staked: bigint;
  /** u16 proportion. */
  readonly ownerCut: number;
  /** Networks that have a tempo, root included. */
  readonly subnets: readonly SubnetEconomy[];
  readonly pending: readonly (readonly [netuid: number, rao: bigint])[];
  readonly loaded: readonly (readonly [netuid: number, payments: readonly LoadedPayment[]])[];
  readonly locks: readonly (readonly [netuid: number, rao: bigint])[];
  /** Of every hotkey that is loaded, and of those that were asked for. */
  readonly payees: readonly (readonly [hotkey: AccountId, payee: Payee])[];
  /** Where root's epoch is due in the next block. */
  readonly root: RootEconomy | undefined;
}

const rootHotkeys = (ctx: Context): AccountId[] =>
  [...Keys.entries(ctx, ROOT_NETUID)].map(([, hotkey]) => hotkey);

/** @param alsoOf hotkeys whose stake is wanted though nothing is loaded for them. */
export function readEconomy(ctx: Context, alsoOf: Iterable<AccountId> = []): EconomyState {
  return {
    block: Number_.get(ctx),
    issued: TotalIssuance.get(ctx),
    balances: BalancesTotalIssuance.get(ctx),
    staked: TotalStake.get(ctx),
    ownerCut: networks.SubnetOwnerCut.get(ctx),
    subnets: networksByTempo(ctx).map(([netuid, tempo]) => ({
      netuid,
      tempo,
      owner: networks.SubnetOwner.tryGet(ctx, netuid),
      emissionRao: networks.EmissionValues.get(ctx, netuid),
    })),
    pending: byNetuid(networks.PendingEmission.entries(ctx)),
    loaded: byNetuid(LoadedEmission.entries(ctx)),
    locks: byNetuid(networks.SubnetLocked.entries(ctx)),
    payees: payeesOf(ctx, alsoOf).map((hotkey) => [hotkey, payeeOf(ctx, hotkey)]),
    root: rootIsDue(ctx) ? rootOf(ctx) : undefined,
  };
}

const byNetuid = <V>(entries: Iterable<readonly [readonly [number], V]>): (readonly [number, V])[] =>
  [...entries].map(([[netuid], value]) => [netuid, value] as const);

function payeesOf(ctx: Context, alsoOf: Iterable<AccountId>): AccountId[] {
  const loaded = [...LoadedEmission.entries(ctx)].flatMap(([, payments]) =>
    payments.map(([hotkey]) => hotkey),
  );
  return [...new Set([...loaded, ...alsoOf])];
}

function payeeOf(ctx: Context, hotkey: AccountId): Payee {
  const take = Delegates.tryGet(ctx, hotkey) ?? null;
  const owner = Owner.get(ctx, hotkey);
  const stakes: Payee['stakes'] =
    take === null
      ? [[owner, Stake.get(ctx, hotkey, owner)]]
      : [...Stake.entries(ctx, hotkey)].map(([[, coldkey], rao]) => [coldkey, rao] as const);
  return { take, owner, totalStakeRao: TotalHotkeyStake.get(ctx, hotkey), stakes };
}

const rootIsDue = (ctx: Context): boolean =>
  isBlockOfEpoch(ROOT_NETUID, networks.Tempo.get(ctx, ROOT_NETUID), BigInt(Number_.get(ctx)) + 1n);

/** Stake by position in the storage order of Keys, weights by uid, as root's epoch reads them. */
function rootOf(ctx: Context): RootEconomy {
  const stakes = rootHotkeys(ctx).map((hotkey) => TotalHotkeyStake.get(ctx, hotkey));
  return {
    validators: Array.from({ length: networks.SubnetworkN.get(ctx, ROOT_NETUID) }, (_, uid) => ({
      stakeRao: stakes[uid] ?? 0n,
      weights: Weights.get(ctx, ROOT_NETUID, uid),
    })),
    netuids: [...networks.NetworksAdded.entries(ctx)]
      .filter(([, added]) => added)
      .map(([[netuid]]) => netuid),
    rho: Rho.get(ctx, ROOT_NETUID),
    kappa: Kappa.get(ctx, ROOT_NETUID),
  };
}
