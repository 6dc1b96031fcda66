import {
  AccountId32,
  blake2_128Concat,
  bool,
  identity,
  storageOf,
  tuple,
  u16,
  u64,
  vec,
} from '@yumanet/frame';
import { ZERO_ACCOUNT } from '../types.js';

/** Neurons and what the last epoch said of them: a vector per netuid, indexed by uid. */
const { map } = storageOf('SubtensorModule');
const netuid = identity(u16);
const uid = identity(u16);

/** (netuid, uid) to a block; survives a dissolve. */
export const BlockAtRegistration = map('BlockAtRegistration', [netuid, uid], u64, 0n);
/** (netuid, hotkey) to uid. */
export const Uids = map('Uids', [netuid, blake2_128Concat(AccountId32)], u16);
/** (netuid, uid) to hotkey. */
export const Keys = map('Keys', [netuid, uid], AccountId32, ZERO_ACCOUNT);
/** What the last epoch gave: (hotkey, server, validator) in rao, paid in the next block. */
export const LoadedEmission = map('LoadedEmission', [netuid], vec(tuple(AccountId32, u64, u64)));
export const Active = map('Active', [netuid], vec(bool), []);
export const Rank = map('Rank', [netuid], vec(u16), []);
export const Trust = map('Trust', [netuid], vec(u16), []);
export const Consensus = map('Consensus', [netuid], vec(u16), []);
export const Incentive = map('Incentive', [netuid], vec(u16), []);
export const Dividends = map('Dividends', [netuid], vec(u16), []);
export const Emission = map('Emission', [netuid], vec(u64), []);
export const LastUpdate = map('LastUpdate', [netuid], vec(u64), []);
export const ValidatorTrust = map('ValidatorTrust', [netuid], vec(u16), []);
export const PruningScores = map('PruningScores', [netuid], vec(u16), []);
export const ValidatorPermit = map('ValidatorPermit', [netuid], vec(bool), []);
/** (netuid, uid) to a validator’s row of (uid, u16), largest value 65535; on root the targets are netuids. */
export const Weights = map('Weights', [netuid, uid], vec(tuple(u16, u16)), []);
/** (netuid, uid) to a validator’s row of (uid, u16). */
export const Bonds = map('Bonds', [netuid, uid], vec(tuple(u16, u16)), []);
