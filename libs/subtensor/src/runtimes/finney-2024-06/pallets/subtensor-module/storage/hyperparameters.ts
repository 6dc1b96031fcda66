import { identity, storageOf, u16, u64 } from '@yumanet/frame';
import {
  InitialActivityCutoff,
  InitialBondsMovingAverage,
  InitialImmunityPeriod,
  InitialKappa,
  InitialMaxAllowedUids,
  InitialMaxAllowedValidators,
  InitialRho,
  InitialScalingLawPower,
  InitialValidatorPruneLen,
} from '../constants.js';

/** Hyperparameters of the epoch and of neurons, by netuid. */
const { map } = storageOf('SubtensorModule');
const netuid = identity(u16);

/** Steepness of the root consensus. */
export const Rho = map('Rho', [netuid], u16, InitialRho);
/** Majority ratio of consensus, u16 proportion. */
export const Kappa = map('Kappa', [netuid], u16, InitialKappa);
/** Unused. */
export const NeuronsToPruneAtNextEpoch = map('NeuronsToPruneAtNextEpoch', [netuid], u16, 0);
/** Neurons that a network holds. */
export const MaxAllowedUids = map('MaxAllowedUids', [netuid], u16, InitialMaxAllowedUids);
/** Blocks in which a new neuron is not pruned. */
export const ImmunityPeriod = map('ImmunityPeriod', [netuid], u16, InitialImmunityPeriod);
/** Blocks without weights after which a validator is inactive. */
export const ActivityCutoff = map('ActivityCutoff', [netuid], u16, InitialActivityCutoff);
/** Permits per epoch. */
export const MaxAllowedValidators = map('MaxAllowedValidators', [netuid], u16, InitialMaxAllowedValidators);
/** Weight of old bonds, millionths. */
export const BondsMovingAverage = map('BondsMovingAverage', [netuid], u64, InitialBondsMovingAverage);
/** Unused. */
export const ValidatorPruneLen = map('ValidatorPruneLen', [netuid], u64, InitialValidatorPruneLen);
/** Unused. */
export const ScalingLawPower = map('ScalingLawPower', [netuid], u16, InitialScalingLawPower);
