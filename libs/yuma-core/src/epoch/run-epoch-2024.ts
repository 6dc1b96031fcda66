/**
 * THE ORDER of the epoch of June 2024 (spec 185), section by section. Against 2026: no owner rules, no threshold,
 * no commit-reveal mask, no bonds penalty (bonds follow the clipped weights), no Yuma 3; rank, trust and pruning
 * scores besides.
 * Source: opentensor/subtensor abe7a8a67 `pallets/subtensor/src/epoch.rs`. That commit is one version later (186) and
 * has an early liquid alpha, which spec 185 does not publish; the normal average is what 185 computes.
 */
import { vecFixedProportionsToU16 } from '../math/convert.js';
import type { EpochInput2024, EpochOutput2024 } from '../types.js';
import { inactiveMask } from './active.js';
import { wrappingBondsAlpha } from './bonds-alpha.js';
import { maskBonds } from './bonds-mask.js';
import { bondsYuma2 } from './bonds-yuma2.js';
import { consensusTerms } from './consensus.js';
import { emissionTerms } from './emission.js';
import { incentive as normalizedRanks, ranks, trust as rankShareLeft } from './incentive.js';
import { commonOutput } from './output.js';
import { newPermits, oldPermits } from './permits.js';
import { pruningScores } from './pruning-scores.js';
import { readBonds } from './sparse-rows.js';
import { activeStake as votingStake, stake2024 } from './stake.js';
import { storedBonds } from './stored-bonds.js';
import { normalizedWeights } from './weights.js';

export function runEpoch2024(input: EpochInput2024): EpochOutput2024 {
  const { n } = input;

  // Active & updated
  const inactive = inactiveMask(input.lastUpdate, input.activityCutoff, input.currentBlock);

  // Stake
  const stake = stake2024(input);

  // Validator permits
  const permitsBefore = oldPermits(input.validatorPermit, null);
  const validatorForbids = permitsBefore.map((permit) => !permit);
  const permitsAfter = newPermits(input, stake);

  // Active stake
  const activeStake = votingStake(stake, inactive, validatorForbids);

  // Weights
  const weights = normalizedWeights(input, validatorForbids);

  // Consensus, validator trust
  const preranks = ranks(weights, activeStake, n);
  const { consensus, clippedWeights, validatorTrust } = consensusTerms(input, weights, activeStake);

  // Ranks, trust, incentive
  const ranksAfterClipping = ranks(clippedWeights, activeStake, n);
  const trust = rankShareLeft(ranksAfterClipping, preranks);
  const incentive = normalizedRanks(ranksAfterClipping);

  // Bonds and dividends
  const { emaBonds, dividends } = bondsYuma2({
    n,
    bonds: maskBonds(input, readBonds(input.bonds)),
    weightsForBonds: clippedWeights,
    activeStake,
    incentive,
    alpha: wrappingBondsAlpha(input.bondsMovingAverage),
  });

  // Emission and pruning scores
  const emission = emissionTerms(input.raoEmission, incentive, dividends, stake, activeStake);

  // Value storage. The rank that is stored is the normalised one.
  return {
    ruleset: '2024',
    rank: vecFixedProportionsToU16(incentive),
    trust: vecFixedProportionsToU16(trust),
    pruningScores: pruningScores(emission.normalizedCombined),
    ...commonOutput({
      n,
      inactive,
      stake,
      activeStake,
      consensus,
      validatorTrust,
      incentive,
      dividends,
      permitsAfter,
      emission,
    }),
    bonds: storedBonds(input, emaBonds, permitsBefore, permitsAfter),
  };
}
