/**
 * A model of SubtensorModule's core calls: from plain facts read before a call, how it must end. It knows upstream's
 * checks in upstream's order (commit 62e3fda82) and what each success moves, and shares no code with the calls.
 */
import type { AccountId, Context, OuterCall } from '@yumanet/frame';
import { networkLockCost } from '@yumanet/yuma-core';
import { expect } from 'vitest';
import * as hyper from '../src/runtimes/finney-2024-06/pallets/subtensor-module/storage/hyperparameters.js';
import * as limits from '../src/runtimes/finney-2024-06/pallets/subtensor-module/storage/limits.js';
import * as networks from '../src/runtimes/finney-2024-06/pallets/subtensor-module/storage/networks.js';
import * as neurons from '../src/runtimes/finney-2024-06/pallets/subtensor-module/storage/neurons.js';
import * as registration from '../src/runtimes/finney-2024-06/pallets/subtensor-module/storage/registration.js';
import * as stake from '../src/runtimes/finney-2024-06/pallets/subtensor-module/storage/stake.js';
import { Account, Number_ } from '../src/runtimes/finney-2024-06/pallets/system/storage.js';

/** What a success moves, in rao; a field that is absent is not predicted. */
interface Effect {
  /** Free and reserved balance of the signer. */
  readonly own?: bigint;
  readonly staked?: bigint;
  readonly issued?: bigint;
  readonly locked?: bigint;
  /** A network and by how much its neurons become more. */
  readonly neurons?: readonly [netuid: number, change: number];
}

/** The error's name, what a success moves, or that the model does not know. */
type Prediction = string | Effect | undefined;
type Args = Readonly<Record<string, unknown>>;

const EXISTENTIAL_DEPOSIT = 500n;
const most = (a: bigint, b: bigint): bigint => (a > b ? a : b);
const least = (a: bigint, b: bigint): bigint => (a < b ? a : b);

/** The name beside the first condition that does not hold. */
const firstBroken = (...checks: readonly (readonly [boolean, string])[]): string | undefined =>
  checks.find(([holds]) => !holds)?.[1];

/** Facts about one signer at one moment. */
class Facts {
  readonly block: bigint;
  readonly #account;

  constructor(
    readonly ctx: Context,
    readonly who: AccountId,
  ) {
    this.block = BigInt(Number_.get(ctx));
    this.#account = Account.get(ctx, who);
  }

  get free(): bigint {
    return this.#account.data.free;
  }

  /** Holds, freezes and references have rules of their own, which Balances' tests hold. */
  get isPlain(): boolean {
    return this.#account.consumers === 0 && this.#account.data.frozen === 0n;
  }

  /** What a withdrawal takes: the existential deposit stays. */
  taken(amount: bigint): bigint {
    return least(amount, most(this.free - EXISTENTIAL_DEPOSIT, 0n));
  }

  /** What a payment brings: nothing to an account that would stay below the existential deposit. */
  paid(amount: bigint): bigint {
    return this.free + amount < EXISTENTIAL_DEPOSIT ? 0n : amount;
  }

  owns(hotkey: AccountId): boolean {
    return stake.Owner.tryGet(this.ctx, hotkey) === this.who;
  }

  /** Stake operations left in the running interval. */
  mayStake(hotkey: AccountId): boolean {
    const [count, last] = stake.TotalHotkeyColdkeyStakesThisInterval.get(this.ctx, this.who, hotkey);
    const counted = last + stake.StakeInterval.get(this.ctx) > this.block ? count : 0n;
    return counted < stake.TargetStakesPerInterval.get(this.ctx);
  }

  /** Whether `limit` blocks have passed since `last`; 0 is never, and limits nothing. */
  passed(limit: bigint, last: bigint): boolean {
    return limit === 0n || last === 0n || this.block - last > limit;
  }
}

const RULES: Readonly<Record<string, (facts: Facts, args: Args) => Prediction>> = {
  add_stake: (facts, args) => {
    const { hotkey, amount_staked: amount } = args as { hotkey: AccountId; amount_staked: bigint };
    const { ctx, who } = facts;
    const after = stake.Stake.get(ctx, hotkey, who) + amount;
    const taken = facts.taken(amount);
    return (
      firstBroken(
        [amount <= facts.free, 'NotEnoughBalanceToStake'],
        [stake.Owner.exists(ctx, hotkey), 'NotRegistered'],
        [stake.Delegates.exists(ctx, hotkey) || facts.owns(hotkey), 'NonAssociatedColdKey'],
        [facts.mayStake(hotkey), 'StakeRateLimitExceeded'],
        [
          facts.owns(hotkey) || after >= stake.NominatorMinRequiredStake.get(ctx),
          'NomStakeBelowMinimumThreshold',
        ],
        [amount === 0n || taken > 0n, 'BalanceWithdrawalError'],
      ) ?? { own: -taken, staked: taken, issued: 0n, locked: 0n }
    );
  },

  remove_stake: (facts, args) => {
    const { hotkey, amount_unstaked: amount } = args as { hotkey: AccountId; amount_unstaked: bigint };
    const { ctx, who } = facts;
    const staked = stake.Stake.get(ctx, hotkey, who);
    return (
      firstBroken(
        [stake.Owner.exists(ctx, hotkey), 'NotRegistered'],
        [stake.Delegates.exists(ctx, hotkey) || facts.owns(hotkey), 'NonAssociatedColdKey'],
        [amount > 0n && amount <= staked, 'NotEnoughStaketoWithdraw'],
        [facts.mayStake(hotkey), 'UnstakeRateLimitExceeded'],
        [
          facts.owns(hotkey) || staked - amount >= stake.NominatorMinRequiredStake.get(ctx),
          'NomStakeBelowMinimumThreshold',
        ],
      ) ?? { own: facts.paid(amount), staked: -amount, issued: 0n, locked: 0n }
    );
  },

  become_delegate: (facts, args) => {
    const { hotkey } = args as { hotkey: AccountId };
    const { ctx } = facts;
    return (
      firstBroken(
        [stake.Owner.exists(ctx, hotkey), 'NotRegistered'],
        [facts.owns(hotkey), 'NonAssociatedColdKey'],
        [!stake.Delegates.exists(ctx, hotkey), 'AlreadyDelegate'],
        [
          facts.passed(limits.TxRateLimit.get(ctx), limits.LastTxBlock.get(ctx, facts.who)),
          'TxRateLimitExceeded',
        ],
        [stake.MaxTake.get(ctx) >= stake.MinTake.get(ctx), 'InvalidTake'],
      ) ?? NOTHING
    );
  },

  increase_take: (facts, args) => {
    const { hotkey, take } = args as { hotkey: AccountId; take: number };
    const { ctx } = facts;
    return (
      firstBroken(
        [stake.Owner.exists(ctx, hotkey), 'NotRegistered'],
        [facts.owns(hotkey), 'NonAssociatedColdKey'],
        [take > (stake.Delegates.tryGet(ctx, hotkey) ?? -1), 'InvalidTake'],
        [take <= stake.MaxTake.get(ctx), 'InvalidTake'],
        [
          facts.passed(
            limits.TxDelegateTakeRateLimit.get(ctx),
            limits.LastTxBlockDelegateTake.get(ctx, facts.who),
          ),
          'TxRateLimitExceeded',
        ],
      ) ?? NOTHING
    );
  },

  decrease_take: (facts, args) => {
    const { hotkey, take } = args as { hotkey: AccountId; take: number };
    const { ctx } = facts;
    return (
      firstBroken(
        [stake.Owner.exists(ctx, hotkey), 'NotRegistered'],
        [facts.owns(hotkey), 'NonAssociatedColdKey'],
        [take < (stake.Delegates.tryGet(ctx, hotkey) ?? 65_536), 'InvalidTake'],
        [take >= stake.MinTake.get(ctx), 'InvalidTake'],
      ) ?? NOTHING
    );
  },

  burned_register: (facts, args) => {
    const { netuid, hotkey } = args as { netuid: number; hotkey: AccountId };
    const { ctx } = facts;
    const price = registration.Burn.get(ctx, netuid);
    const taken = facts.taken(price);
    const n = networks.SubnetworkN.get(ctx, netuid);
    const room = hyper.MaxAllowedUids.get(ctx, netuid);
    const perInterval = Math.min(3 * registration.TargetRegistrationsPerInterval.get(ctx, netuid), 65_535);
    const error = firstBroken(
      [netuid !== 0, 'OperationNotPermittedOnRootSubnet'],
      [networks.NetworksAdded.get(ctx, netuid), 'NetworkDoesNotExist'],
      [registration.NetworkRegistrationAllowed.get(ctx, netuid), 'RegistrationDisabled'],
      [
        registration.RegistrationsThisBlock.get(ctx, netuid) <
          registration.MaxRegistrationsPerBlock.get(ctx, netuid),
        'TooManyRegistrationsThisBlock',
      ],
      [
        registration.RegistrationsThisInterval.get(ctx, netuid) < perInterval,
        'TooManyRegistrationsThisInterval',
      ],
      [!neurons.Uids.exists(ctx, netuid, hotkey), 'AlreadyRegistered'],
      [price <= facts.free, 'NotEnoughBalanceToStake'],
      [price === 0n || taken > 0n, 'BalanceWithdrawalError'],
      [facts.owns(hotkey) || !stake.Owner.exists(ctx, hotkey), 'NonAssociatedColdKey'],
      [room > 0, 'NoNeuronIdAvailable'],
    );
    if (error !== undefined) return error;
    // Who is replaced may be unstaked, perhaps to the signer itself.
    if (n >= room) return { issued: -taken, locked: 0n, neurons: [netuid, 0] };
    return { own: -taken, staked: 0n, issued: -taken, locked: 0n, neurons: [netuid, 1] };
  },

  register_network: (facts) => {
    const { ctx, block } = facts;
    const last = networks.NetworkLastRegistered.get(ctx);
    const price = networkLockCost({
      lastLockRao: networks.NetworkLastLockCost.get(ctx),
      minLockRao: networks.NetworkMinLockCost.get(ctx),
      lastLockBlock: last,
      currentBlock: block,
      reductionInterval: networks.NetworkLockReductionInterval.get(ctx),
    });
    const taken = facts.taken(price);
    const isFull = networks.TotalNetworks.get(ctx) - 1 >= networks.SubnetLimit.get(ctx);
    const mortal = [...networks.NetworksAdded.entries(ctx)].filter(
      ([[netuid]]) =>
        netuid !== 0 &&
        networks.NetworkRegisteredAt.get(ctx, netuid) + networks.NetworkImmunityPeriod.get(ctx) <= block,
    );
    const error = firstBroken(
      [block - last >= networks.NetworkRateLimit.get(ctx), 'TxRateLimitExceeded'],
      [price <= facts.free, 'NotEnoughBalanceToStake'],
      [!isFull || mortal.length > 0, 'AllNetworksInImmunity'],
    );
    if (error !== undefined) return error;
    // A network that makes room gives its lock back, perhaps to the signer, who may then have more to give.
    if (isFull) return undefined;
    if (price > 0n && taken === 0n) return 'BalanceWithdrawalError';
    return { own: -taken, staked: 0n, issued: 0n, locked: taken };
  },

  dissolve_network: (facts, args) => {
    const { netuid } = args as { netuid: number };
    const { ctx } = facts;
    const locked = networks.SubnetLocked.get(ctx, netuid);
    return (
      firstBroken(
        [networks.NetworksAdded.get(ctx, netuid), 'NetworkDoesNotExist'],
        [networks.SubnetOwner.get(ctx, netuid) === facts.who, 'NotSubnetOwner'],
      ) ?? {
        own: facts.paid(locked),
        staked: 0n,
        issued: 0n,
        locked: -locked,
        neurons: [netuid, 0 - networks.SubnetworkN.get(ctx, netuid)],
      }
    );
  },

  set_weights: (facts, args) => {
    const { netuid, dests, weights, version_key } = args as {
      netuid: number;
      dests: readonly number[];
      weights: readonly number[];
      version_key: bigint;
    };
    const { ctx, who, block } = facts;
    const n = networks.SubnetworkN.get(ctx, netuid);
    const uid = neurons.Uids.get(ctx, netuid, who) ?? -1;
    const last = neurons.LastUpdate.get(ctx, netuid)[uid] ?? 0n;
    const isSelf = weights.length === 1 && dests[0] === uid;
    const key = limits.WeightsVersionKey.get(ctx, netuid);
    const error = firstBroken(
      [!limits.CommitRevealWeightsEnabled.get(ctx, netuid), 'CommitRevealEnabled'],
      [netuid !== 0, 'IsRoot'],
      [dests.length === weights.length, 'WeightVecNotEqualSize'],
      [networks.NetworksAdded.get(ctx, netuid), 'NetworkDoesNotExist'],
      [dests.length <= n, 'TooManyUids'],
      [uid >= 0, 'NotRegistered'],
      [stake.TotalHotkeyStake.get(ctx, who) >= limits.WeightsMinStake.get(ctx), 'NotEnoughStakeToSetWeights'],
      [key === 0n || version_key >= key, 'IncorrectNetworkVersionKey'],
      [last === 0n || block - last >= limits.WeightsSetRateLimit.get(ctx, netuid), 'SettingWeightsTooFast'],
      [isSelf || neurons.ValidatorPermit.get(ctx, netuid)[uid] === true, 'NoValidatorPermit'],
      [new Set(dests).size === dests.length, 'DuplicateUids'],
      [dests.every((each) => each < n), 'InvalidUid'],
      [
        isSelf || weights.length >= Math.min(n, limits.MinAllowedWeights.get(ctx, netuid)),
        'NotSettingEnoughWeights',
      ],
    );
    if (error !== undefined) return error;
    // The largest weight's share is a formula of yuma-core, with vectors of its own.
    return isSelf || limits.MaxWeightsLimit.get(ctx, netuid) === 65_535 ? NOTHING : undefined;
  },

  serve_axon: (facts, args) => {
    const { netuid, ip, port, ip_type } = args as {
      netuid: number;
      ip: bigint;
      port: number;
      ip_type: number;
    };
    const { ctx, who, block } = facts;
    const isMember = [...networks.IsNetworkMember.entries(ctx, who)].some(([, is]) => is);
    const last = limits.Axons.get(ctx, netuid, who)?.block ?? 0n;
    const limit = limits.ServingRateLimit.get(ctx, netuid);
    const forbidden =
      ip_type === 4 ? ip >= 0xffff_ffffn || ip === 0x7f00_0001n : ip === 1n || ip === ~(-1n << 128n);
    return (
      firstBroken(
        [isMember, 'NotRegistered'],
        [ip_type === 4 || ip_type === 6, 'InvalidIpType'],
        [ip !== 0n && !forbidden, 'InvalidIpAddress'],
        [limit === 0n || last === 0n || block - last >= limit, 'ServingRateLimitExceeded'],
        [port !== 0, 'InvalidPort'],
      ) ?? NOTHING
    );
  },

  commit_weights: (facts, args) => {
    const { netuid } = args as { netuid: number };
    const { ctx, who, block } = facts;
    const interval = limits.WeightCommitRevealInterval.get(ctx, netuid);
    const [, committed] = limits.WeightCommits.get(ctx, netuid, who) ?? ['', undefined];
    const mayCommit = committed === undefined || interval === 0n || block / interval > committed / interval;
    return (
      firstBroken(
        [limits.CommitRevealWeightsEnabled.get(ctx, netuid), 'CommitRevealDisabled'],
        [mayCommit, 'CommitNotAllowed'],
      ) ?? NOTHING
    );
  },
};

const NOTHING: Effect = { own: 0n, staked: 0n, issued: 0n, locked: 0n };

/** Calls that the model knows. */
export const MODELLED: readonly string[] = Object.keys(RULES);

/**
 * What must come of a call that `who` signs itself: a check of how it ended, to be called with the call's result when
 * it was applied, which answers whether there was a prediction. The pool's refusals are not predicted.
 */
export function predict(ctx: Context, who: AccountId, call: OuterCall): (result: string) => boolean {
  const rule = call.type === 'SubtensorModule' ? RULES[call.value.type] : undefined;
  if (rule === undefined) return () => false;
  const facts = new Facts(ctx, who);
  const prediction = facts.isPlain ? rule(facts, (call.value.value ?? {}) as Args) : undefined;
  if (prediction === undefined) return () => false;
  const name = call.value.type;
  if (typeof prediction === 'string')
    return (result) => {
      if (isRefusal(result)) return false;
      expect(result, name).toBe(`subtensorModule.${prediction}`);
      return true;
    };
  const before = totals(ctx, who);
  const sizeBefore = prediction.neurons && networks.SubnetworkN.get(ctx, prediction.neurons[0]);
  return (result) => {
    if (isRefusal(result)) return false;
    expect(result, name).toBe('ok');
    const after = totals(ctx, who);
    for (const key of TOTALS)
      if (prediction[key] !== undefined)
        expect(after[key] - before[key], `${name}: ${key}`).toBe(prediction[key]);
    if (prediction.neurons !== undefined) {
      const [netuid, change] = prediction.neurons;
      expect(networks.SubnetworkN.get(ctx, netuid) - (sizeBefore ?? 0), `${name}: neurons`).toBe(change);
    }
    return true;
  };
}

const isRefusal = (result: string): boolean => /^(Invalid|Unknown)\./.test(result);

const TOTALS = ['own', 'staked', 'issued', 'locked'] as const;

function totals(ctx: Context, who: AccountId): Record<(typeof TOTALS)[number], bigint> {
  const { data } = Account.get(ctx, who);
  let locked = 0n;
  for (const [, rao] of networks.SubnetLocked.entries(ctx)) locked += rao;
  return {
    own: data.free + data.reserved,
    staked: stake.TotalStake.get(ctx),
    issued: stake.TotalIssuance.get(ctx),
    locked,
  };
}
