import type { AccountId, CallContext, FrameRuntime, OuterCall } from '@yumanet/frame';
import { TotalIssuance as BalancesTotalIssuance } from '../runtimes/finney-2024-06/pallets/balances/storage.js';
import { Account } from '../runtimes/finney-2024-06/pallets/system/storage.js';
import {
  ActivityCutoff,
  MaxAllowedUids,
} from '../runtimes/finney-2024-06/pallets/subtensor-module/storage/hyperparameters.js';
import {
  IsNetworkMember,
  NetworksAdded,
  SubnetOwner,
  SubnetworkN,
  Tempo,
  TotalNetworks,
} from '../runtimes/finney-2024-06/pallets/subtensor-module/storage/networks.js';
import * as neurons from '../runtimes/finney-2024-06/pallets/subtensor-module/storage/neurons.js';
import {
  MaxRegistrationsPerBlock,
  NetworkRegistrationAllowed,
  TargetRegistrationsPerInterval,
} from '../runtimes/finney-2024-06/pallets/subtensor-module/storage/registration.js';
import {
  Owner,
  Stake,
  TotalHotkeyStake,
} from '../runtimes/finney-2024-06/pallets/subtensor-module/storage/stake.js';
import { ReplayChain } from './chain.js';
import { Labels } from './labels.js';
import { setBalance } from './load-state.js';

/** Far more than any vector spends, far less than a u64 holds. */
const RICH = 1_000_000_000_000_000n;
const ROOT_TEMPO = 100;
const ROOT_SEATS = 64;

/** State that a row describes, written straight to storage; what then happens goes through the runtime. */
export class Fabric {
  readonly chain: ReplayChain;
  readonly labels = new Labels();

  constructor(runtime: FrameRuntime) {
    this.chain = new ReplayChain(runtime);
    const { ctx } = this;
    NetworksAdded.put(ctx, 0, true);
    TotalNetworks.put(ctx, 1);
    Tempo.put(ctx, 0, ROOT_TEMPO);
    MaxAllowedUids.put(ctx, 0, ROOT_SEATS);
    NetworkRegistrationAllowed.put(ctx, 0, true);
    TargetRegistrationsPerInterval.put(ctx, 0, 1);
  }

  /** The block that `send` made last. */
  number = 1;

  get ctx(): CallContext {
    return this.chain.context();
  }

  account(label: string): AccountId {
    return this.labels.account(label);
  }

  /** Gives an account a free balance. */
  fund(label: string, rao = RICH): AccountId {
    const who = this.account(label);
    setBalance(this.ctx, who, rao);
    BalancesTotalIssuance.mutate(this.ctx, (issued) => issued + rao);
    return who;
  }

  /** One call in the next block; its result. */
  send(label: string, each: OuterCall): string {
    this.number++;
    return this.chain.block(this.number, [[this.account(label), each]])[0] ?? 'no result';
  }

  /** SubtensorModule's events of the calls of the last block. */
  events(): (readonly [name: string, value: unknown])[] {
    return this.chain
      .events()
      .filter(({ pallet, extrinsic }) => pallet === 'SubtensorModule' && extrinsic !== undefined)
      .map(({ name, value }) => [name, value]);
  }

  balance(label: string): bigint {
    return Account.get(this.ctx, this.account(label)).data.free;
  }

  /** A network whose epoch is far away unless `tempo` says otherwise. */
  network(netuid: number, { tempo = 0, owner }: { tempo?: number; owner?: string } = {}): void {
    const { ctx } = this;
    NetworksAdded.put(ctx, netuid, true);
    TotalNetworks.mutate(ctx, (count) => count + 1);
    Tempo.put(ctx, netuid, tempo);
    SubnetworkN.put(ctx, netuid, 0);
    NetworkRegistrationAllowed.put(ctx, netuid, true);
    MaxRegistrationsPerBlock.put(ctx, netuid, 1000);
    TargetRegistrationsPerInterval.put(ctx, netuid, 1000);
    ActivityCutoff.put(ctx, netuid, 5000);
    if (owner !== undefined) SubnetOwner.put(ctx, netuid, this.account(owner));
  }

  /** The next uid of a network for a hotkey; its coldkey owns all its stake. */
  neuron(
    netuid: number,
    hotkeyLabel: string,
    coldkeyLabel: string,
    stakeRao = 0n,
    registeredAt = 0n,
  ): number {
    const { ctx } = this;
    const hotkey = this.account(hotkeyLabel);
    const uid = SubnetworkN.get(ctx, netuid);
    SubnetworkN.put(ctx, netuid, uid + 1);
    neurons.Keys.put(ctx, netuid, uid, hotkey);
    neurons.Uids.put(ctx, netuid, hotkey, uid);
    neurons.BlockAtRegistration.put(ctx, netuid, uid, registeredAt);
    IsNetworkMember.put(ctx, hotkey, netuid, true);
    Owner.put(ctx, hotkey, this.account(coldkeyLabel));
    Stake.put(ctx, hotkey, this.account(coldkeyLabel), stakeRao);
    TotalHotkeyStake.put(ctx, hotkey, stakeRao);
    return uid;
  }

  /** Vectors of length n with the values that fresh neurons have, except those given. */
  vectors(
    netuid: number,
    n: number,
    given: { lastUpdate?: bigint[]; permit?: boolean[]; pruningScores?: number[] } = {},
  ): void {
    const { ctx } = this;
    const zeros = new Array<number>(n).fill(0);
    for (const item of [
      neurons.Rank,
      neurons.Trust,
      neurons.Consensus,
      neurons.Incentive,
      neurons.Dividends,
      neurons.ValidatorTrust,
    ])
      item.put(ctx, netuid, zeros);
    neurons.Active.put(ctx, netuid, new Array<boolean>(n).fill(true));
    neurons.Emission.put(ctx, netuid, new Array<bigint>(n).fill(0n));
    neurons.PruningScores.put(ctx, netuid, given.pruningScores ?? zeros);
    neurons.LastUpdate.put(ctx, netuid, given.lastUpdate ?? new Array<bigint>(n).fill(0n));
    neurons.ValidatorPermit.put(ctx, netuid, given.permit ?? new Array<boolean>(n).fill(false));
  }
}

/** A call of SubtensorModule. */
export const call = (type: string, value: Readonly<Record<string, unknown>> = {}) => ({
  type: 'SubtensorModule',
  value: { type, value },
});
