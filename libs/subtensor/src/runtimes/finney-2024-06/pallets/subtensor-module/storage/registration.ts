import { bool, bytes, identity, storageOf, u16, u64 } from '@yumanet/frame';
import {
  InitialAdjustmentAlpha,
  InitialAdjustmentInterval,
  InitialBurn,
  InitialDifficulty,
  InitialMaxBurn,
  InitialMaxDifficulty,
  InitialMaxRegistrationsPerBlock,
  InitialMinBurn,
  InitialMinDifficulty,
  InitialRAORecycledForRegistration,
  InitialTargetRegistrationsPerInterval,
} from '../constants.js';

/** Registration of neurons: price, difficulty and counters, by netuid. */
const { map } = storageOf('SubtensorModule');
const netuid = identity(u16);

/** Proof of work to the block it registered in. */
export const UsedWork = map('UsedWork', [identity(bytes)], u64, 0n);
/** Rao that registering by burn costs now. */
export const Burn = map('Burn', [netuid], u64, InitialBurn);
/** What a proof of work must meet now. */
export const Difficulty = map('Difficulty', [netuid], u64, InitialDifficulty);
export const MinBurn = map('MinBurn', [netuid], u64, InitialMinBurn);
export const MaxBurn = map('MaxBurn', [netuid], u64, InitialMaxBurn);
export const MinDifficulty = map('MinDifficulty', [netuid], u64, InitialMinDifficulty);
export const MaxDifficulty = map('MaxDifficulty', [netuid], u64, InitialMaxDifficulty);
/** Block of the last registration-term adjustment. */
export const LastAdjustmentBlock = map('LastAdjustmentBlock', [netuid], u64, 0n);
/** Reset in every block. */
export const RegistrationsThisBlock = map('RegistrationsThisBlock', [netuid], u16, 0);
export const MaxRegistrationsPerBlock = map(
  'MaxRegistrationsPerBlock',
  [netuid],
  u16,
  InitialMaxRegistrationsPerBlock,
);
/** Rao burned by registrations so far. */
export const RAORecycledForRegistration = map(
  'RAORecycledForRegistration',
  [netuid],
  u64,
  InitialRAORecycledForRegistration,
);
export const NetworkRegistrationAllowed = map('NetworkRegistrationAllowed', [netuid], bool, false);
export const NetworkPowRegistrationAllowed = map('NetworkPowRegistrationAllowed', [netuid], bool, false);
export const RegistrationsThisInterval = map('RegistrationsThisInterval', [netuid], u16, 0);
export const POWRegistrationsThisInterval = map('POWRegistrationsThisInterval', [netuid], u16, 0);
export const BurnRegistrationsThisInterval = map('BurnRegistrationsThisInterval', [netuid], u16, 0);
/** Blocks between registration-term adjustments. */
export const AdjustmentInterval = map('AdjustmentInterval', [netuid], u16, InitialAdjustmentInterval);
/** Registrations at which burn and difficulty stay. */
export const TargetRegistrationsPerInterval = map(
  'TargetRegistrationsPerInterval',
  [netuid],
  u16,
  InitialTargetRegistrationsPerInterval,
);
/** Weight of the old burn or difficulty, share of u64::MAX. */
export const AdjustmentAlpha = map('AdjustmentAlpha', [netuid], u64, InitialAdjustmentAlpha);
