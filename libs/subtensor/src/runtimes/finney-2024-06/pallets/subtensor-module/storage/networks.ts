import { AccountId32, blake2_128Concat, bool, identity, storageOf, u16, u64 } from '@yumanet/frame';
import {
  InitialNetworkImmunityPeriod,
  InitialNetworkLockReductionInterval,
  InitialNetworkMinAllowedUids,
  InitialNetworkMinLockCost,
  InitialSubnetLimit,
  InitialSubnetOwnerCut,
  InitialTempo,
} from '../constants.js';
import { ZERO_ACCOUNT } from '../types.js';

/** Networks: existence, ownership, lock and emission. */
const { value, map } = storageOf('SubtensorModule');
const netuid = identity(u16);

/** Networks besides root. */
export const SubnetLimit = value('SubnetLimit', u16, InitialSubnetLimit);
/** Networks with root. */
export const TotalNetworks = value('TotalNetworks', u16, 0);
/** Neurons of a network. */
export const SubnetworkN = map('SubnetworkN', [netuid], u16, 0);
/** Always 0. */
export const NetworkModality = map('NetworkModality', [netuid], u16, 0);
/** Whether a network exists. */
export const NetworksAdded = map('NetworksAdded', [netuid], bool, false);
/** (hotkey, netuid): whether the hotkey has a uid there; survives a dissolve. */
export const IsNetworkMember = map('IsNetworkMember', [blake2_128Concat(AccountId32), netuid], bool, false);
/** Block of registration. */
export const NetworkRegisteredAt = map('NetworkRegisteredAt', [netuid], u64, 0n);
/** Blocks in which a new network is not pruned. */
export const NetworkImmunityPeriod = value('NetworkImmunityPeriod', u64, InitialNetworkImmunityPeriod);
/** Block of the last registration of a network; 0 before the first. */
export const NetworkLastRegistered = value('NetworkLastRegistered', u64, 0n);
export const NetworkMinAllowedUids = value('NetworkMinAllowedUids', u16, InitialNetworkMinAllowedUids);
/** Least rao that registering a network locks. */
export const NetworkMinLockCost = value('NetworkMinLockCost', u64, InitialNetworkMinLockCost);
/** Rao that the last registration locked. */
export const NetworkLastLockCost = value('NetworkLastLockCost', u64, InitialNetworkMinLockCost);
/** Blocks in which the lock cost falls by the last lock. */
export const NetworkLockReductionInterval = value(
  'NetworkLockReductionInterval',
  u64,
  InitialNetworkLockReductionInterval,
);
/** Share of emission for the network owner, u16 proportion. */
export const SubnetOwnerCut = value('SubnetOwnerCut', u16, InitialSubnetOwnerCut);
/** Least blocks between two registrations of networks. Upstream’s default is InitialNetworkRateLimit, or 0 in builds with a faucet; the build of spec 185 that could be measured has one. */
export const NetworkRateLimit = value('NetworkRateLimit', u64, 0n);
/** Blocks between epochs, less one. */
export const Tempo = map('Tempo', [netuid], u16, InitialTempo);
/** Rao per block for a network, as the last root epoch shared it. */
export const EmissionValues = map('EmissionValues', [netuid], u64, 0n);
/** Rao gathered for the next epoch; not issued yet. */
export const PendingEmission = map('PendingEmission', [netuid], u64, 0n);
/** Blocks since the last epoch. */
export const BlocksSinceLastStep = map('BlocksSinceLastStep', [netuid], u64, 0n);
/** Block of the last epoch. The wire’s spelling. */
export const LastMechansimStepBlock = map('LastMechansimStepBlock', [netuid], u64, 0n);
/** Coldkey that registered the network. */
export const SubnetOwner = map('SubnetOwner', [netuid], AccountId32, ZERO_ACCOUNT);
/** Rao locked by the owner. */
export const SubnetLocked = map('SubnetLocked', [netuid], u64, 0n);
