import { ROOT_NETUID } from '@yumanet/yuma-core';
import { refusal, type AccountId, type Context } from '@yumanet/frame';
import { genesisAccount, genesisList, genesisObject, genesisRao } from '../../genesis-values.js';
import type { InitialValues, Parameters } from '../../parameters/parameters.js';
import { TotalIssuance as BalancesTotalIssuance } from '../balances/storage.js';
import { createAccountIfNonExistent, coldkeyOwnsHotkey } from './accounts/owner.js';
import { increaseStakeOnColdkeyHotkeyAccount } from './accounts/stake.js';
import { createFirstNetwork } from './genesis-neurons.js';
import { MaxAllowedUids, MaxAllowedValidators } from './storage/hyperparameters.js';
import * as limits from './storage/limits.js';
import * as networks from './storage/networks.js';
import { NetworkRegistrationAllowed, TargetRegistrationsPerInterval } from './storage/registration.js';
import * as stake from './storage/stake.js';

/**
 * Genesis of the pallet: root, the parameters' initial values, and stake: `subtensorModule: { stakes: [[hotkey,
 * coldkey, rao], …] }`, each hotkey owned by the first coldkey that stakes to it. Issuance is balances and stake.
 * `neurons` beside it makes the network that Finney began with.
 */
export const subtensorGenesis =
  (parameters: Parameters) =>
  (ctx: Context, config: unknown): void => {
    createRoot(ctx, parameters);
    writeInitialValues(ctx, parameters.initial);
    const entry = genesisObject('genesis.subtensorModule', config, ['stakes', 'neurons']);
    if (entry['neurons'] !== undefined) createFirstNetwork(ctx, entry['neurons']);
    let staked = 0n;
    genesisList('genesis.subtensorModule.stakes', entry['stakes']).forEach((each, i) => {
      const [hotkey, coldkey, rao] = readStake(`genesis.subtensorModule.stakes[${i}]`, each);
      createAccountIfNonExistent(ctx, coldkey, hotkey);
      if (!coldkeyOwnsHotkey(ctx, coldkey, hotkey) && !stake.Delegates.exists(ctx, hotkey))
        stake.Delegates.put(ctx, hotkey, parameters.rootDelegateTake);
      increaseStakeOnColdkeyHotkeyAccount(ctx, coldkey, hotkey, rao);
      staked += rao;
    });
    stake.TotalIssuance.put(ctx, BalancesTotalIssuance.get(ctx) + staked);
  };

function readStake(where: string, entry: unknown): [AccountId, AccountId, bigint] {
  const parts = genesisList(where, entry);
  if (parts.length !== 3)
    throw refusal('BAD_GENESIS', where, '[hotkey, coldkey, rao]', `${parts.length} parts`);
  return [
    genesisAccount(`${where}[0]`, parts[0]),
    genesisAccount(`${where}[1]`, parts[1]),
    genesisRao(`${where}[2]`, parts[2]),
  ];
}

/** Source: upstream `migration.rs` migrate_create_root_network. */
function createRoot(ctx: Context, { root }: Parameters): void {
  networks.NetworksAdded.put(ctx, ROOT_NETUID, true);
  networks.TotalNetworks.put(ctx, 1);
  networks.Tempo.put(ctx, ROOT_NETUID, root.tempo);
  MaxAllowedUids.put(ctx, ROOT_NETUID, root.maxAllowedUids);
  MaxAllowedValidators.put(ctx, ROOT_NETUID, root.maxAllowedValidators);
  limits.MinAllowedWeights.put(ctx, ROOT_NETUID, root.minAllowedWeights);
  limits.MaxWeightsLimit.put(ctx, ROOT_NETUID, root.maxWeightsLimit);
  NetworkRegistrationAllowed.put(ctx, ROOT_NETUID, true);
  TargetRegistrationsPerInterval.put(ctx, ROOT_NETUID, root.targetRegistrationsPerInterval);
}

const INITIAL = {
  SubnetLimit: networks.SubnetLimit,
  NetworkRateLimit: networks.NetworkRateLimit,
  NetworkImmunityPeriod: networks.NetworkImmunityPeriod,
  NetworkMinLockCost: networks.NetworkMinLockCost,
  NetworkLastLockCost: networks.NetworkLastLockCost,
  NetworkLockReductionInterval: networks.NetworkLockReductionInterval,
  SubnetOwnerCut: networks.SubnetOwnerCut,
  MaxTake: stake.MaxTake,
  MinTake: stake.MinTake,
  TxRateLimit: limits.TxRateLimit,
  TxDelegateTakeRateLimit: limits.TxDelegateTakeRateLimit,
  TargetStakesPerInterval: stake.TargetStakesPerInterval,
  StakeInterval: stake.StakeInterval,
  WeightsMinStake: limits.WeightsMinStake,
  NominatorMinRequiredStake: stake.NominatorMinRequiredStake,
} satisfies Record<keyof InitialValues, unknown>;

function writeInitialValues(ctx: Context, initial: InitialValues): void {
  for (const [name, value] of Object.entries(initial))
    INITIAL[name as keyof InitialValues].put(ctx, value as never);
}
