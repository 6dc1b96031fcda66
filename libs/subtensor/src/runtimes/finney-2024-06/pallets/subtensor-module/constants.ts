import { constantsOf, u16, u64 } from '@yumanet/frame';

const constant = constantsOf('SubtensorModule');

/**
 * Values that storage items have until somebody sets them, as spec 185 publishes them. A network of its own may replace
 * them (`createRuntime`, `constants`).
 */
export const InitialIssuance = constant('InitialIssuance', u64, 0n);
export const InitialMinAllowedWeights = constant('InitialMinAllowedWeights', u16, 1024);
export const InitialEmissionValue = constant('InitialEmissionValue', u16, 0);
export const InitialMaxWeightsLimit = constant('InitialMaxWeightsLimit', u16, 1000);
export const InitialTempo = constant('InitialTempo', u16, 99);
export const InitialDifficulty = constant('InitialDifficulty', u64, 10_000_000n);
export const InitialMaxDifficulty = constant('InitialMaxDifficulty', u64, 4_611_686_018_427_387_903n);
export const InitialMinDifficulty = constant('InitialMinDifficulty', u64, 10_000_000n);
export const InitialRAORecycledForRegistration = constant('InitialRAORecycledForRegistration', u64, 0n);
export const InitialBurn = constant('InitialBurn', u64, 1_000_000_000n);
export const InitialMaxBurn = constant('InitialMaxBurn', u64, 100_000_000_000n);
export const InitialMinBurn = constant('InitialMinBurn', u64, 1_000_000_000n);
export const InitialAdjustmentInterval = constant('InitialAdjustmentInterval', u16, 100);
export const InitialBondsMovingAverage = constant('InitialBondsMovingAverage', u64, 900_000n);
export const InitialTargetRegistrationsPerInterval = constant(
  'InitialTargetRegistrationsPerInterval',
  u16,
  2,
);
export const InitialRho = constant('InitialRho', u16, 10);
export const InitialKappa = constant('InitialKappa', u16, 32767);
export const InitialMaxAllowedUids = constant('InitialMaxAllowedUids', u16, 4096);
export const InitialValidatorPruneLen = constant('InitialValidatorPruneLen', u64, 1n);
export const InitialScalingLawPower = constant('InitialScalingLawPower', u16, 50);
export const InitialImmunityPeriod = constant('InitialImmunityPeriod', u16, 4096);
export const InitialActivityCutoff = constant('InitialActivityCutoff', u16, 5000);
export const InitialMaxRegistrationsPerBlock = constant('InitialMaxRegistrationsPerBlock', u16, 1);
export const InitialPruningScore = constant('InitialPruningScore', u16, 65535);
export const InitialMaxAllowedValidators = constant('InitialMaxAllowedValidators', u16, 128);
export const InitialDefaultTake = constant('InitialDefaultTake', u16, 11796);
export const InitialMinTake = constant('InitialMinTake', u16, 0);
export const InitialWeightsVersionKey = constant('InitialWeightsVersionKey', u64, 0n);
export const InitialServingRateLimit = constant('InitialServingRateLimit', u64, 50n);
export const InitialTxRateLimit = constant('InitialTxRateLimit', u64, 1_000n);
export const InitialTxDelegateTakeRateLimit = constant('InitialTxDelegateTakeRateLimit', u64, 216_000n);
export const InitialSenateRequiredStakePercentage = constant('InitialSenateRequiredStakePercentage', u64, 1n);
export const InitialAdjustmentAlpha = constant('InitialAdjustmentAlpha', u64, 0n);
export const InitialNetworkImmunityPeriod = constant('InitialNetworkImmunityPeriod', u64, 50_400n);
export const InitialNetworkMinAllowedUids = constant('InitialNetworkMinAllowedUids', u16, 128);
export const InitialNetworkMinLockCost = constant('InitialNetworkMinLockCost', u64, 1_000_000_000_000n);
export const InitialSubnetOwnerCut = constant('InitialSubnetOwnerCut', u16, 11796);
export const InitialNetworkLockReductionInterval = constant(
  'InitialNetworkLockReductionInterval',
  u64,
  100_800n,
);
export const InitialSubnetLimit = constant('InitialSubnetLimit', u16, 12);
export const InitialNetworkRateLimit = constant('InitialNetworkRateLimit', u64, 7_200n);
export const InitialTargetStakesPerInterval = constant('InitialTargetStakesPerInterval', u64, 1n);

/** In the order of the metadata. */
export const CONSTANTS = [
  InitialIssuance,
  InitialMinAllowedWeights,
  InitialEmissionValue,
  InitialMaxWeightsLimit,
  InitialTempo,
  InitialDifficulty,
  InitialMaxDifficulty,
  InitialMinDifficulty,
  InitialRAORecycledForRegistration,
  InitialBurn,
  InitialMaxBurn,
  InitialMinBurn,
  InitialAdjustmentInterval,
  InitialBondsMovingAverage,
  InitialTargetRegistrationsPerInterval,
  InitialRho,
  InitialKappa,
  InitialMaxAllowedUids,
  InitialValidatorPruneLen,
  InitialScalingLawPower,
  InitialImmunityPeriod,
  InitialActivityCutoff,
  InitialMaxRegistrationsPerBlock,
  InitialPruningScore,
  InitialMaxAllowedValidators,
  InitialDefaultTake,
  InitialMinTake,
  InitialWeightsVersionKey,
  InitialServingRateLimit,
  InitialTxRateLimit,
  InitialTxDelegateTakeRateLimit,
  InitialSenateRequiredStakePercentage,
  InitialAdjustmentAlpha,
  InitialNetworkImmunityPeriod,
  InitialNetworkMinAllowedUids,
  InitialNetworkMinLockCost,
  InitialSubnetOwnerCut,
  InitialNetworkLockReductionInterval,
  InitialSubnetLimit,
  InitialNetworkRateLimit,
  InitialTargetStakesPerInterval,
];
