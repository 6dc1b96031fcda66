/**
 * THE ORDER of the epoch of 2026: `epoch_mechanism`, the sparse production path, section by section.
 * Source: opentensor/subtensor 14bc6f9f9 `pallets/subtensor/src/epoch/run_epoch.rs`.
 */
import { I64F64 } from '../fixed/i64f64.js';
import { u16ProportionToFixed, vecFixedProportionsToU16 } from '../math/convert.js';
import { interpolateSparse } from '../math/interpolate.js';
import type { EpochInput2026, EpochOutput2026 } from '../types.js';
import { inactiveMask } from './active.js';
import { saturatingBondsAlpha } from './bonds-alpha.js';
import { maskBonds } from './bonds-mask.js';
import { bondsYuma2 } from './bonds-yuma2.js';
import { bondsYuma3 } from './bonds-yuma3.js';
import { consensusTerms } from './consensus.js';
import { emissionTerms } from './emission.js';
import { incentive as normalizedRanks, ranks } from './incentive.js';
import { commonOutput } from './output.js';
import { newPermits, oldPermits } from './permits.js';
import { readBonds, readBondsFixedProportion } from './sparse-rows.js';
import { activeStake as votingStake, stake2026, unpackI64F64 } from './stake.js';
import { storedBonds } from './stored-bonds.js';
import { normalizedWeights } from './weights.js';

export function runEpoch2026(input: EpochInput2026): EpochOutput2026 {
  const { n } = input;

  // Active & updated
  const inactive = inactiveMask(input.lastUpdate, input.activityCutoff, input.currentBlock);

  // Stake
  const totalStake = unpackI64F64(input.stakeI64F64);
  const stake = stake2026(input, totalStake);

  // Validator permits
  const permitsBefore = oldPermits(input.validatorPermit, input.ownerUid);
  const validatorForbids = permitsBefore.map((permit) => !permit);
  const permitsAfter = newPermits(input, stake);

  // Active stake
  const activeStake = votingStake(stake, inactive, validatorForbids);

  // Weights
  const weights = normalizedWeights(input, validatorForbids);

  // Consensus, validator trust
  const { consensus, clippedWeights, validatorTrust } = consensusTerms(input, weights, activeStake);

  // Ranks, incentive
  const incentive = normalizedRanks(ranks(clippedWeights, activeStake, n));

  // Bonds and dividends
  const bondsPenalty = u16ProportionToFixed(input.bondsPenalty);
  const weightsForBonds = interpolateSparse(weights, clippedWeights, n, bondsPenalty);
  const { emaBonds, dividends } = input.yuma3
    ? bondsYuma3(input, {
        bonds: maskBonds(input, readBondsFixedProportion(input.bonds)),
        weightsForBonds,
        consensus,
        activeStake,
        incentive,
      })
    : bondsYuma2({
        n,
        bonds: maskBonds(input, readBonds(input.bonds)),
        weightsForBonds,
        activeStake,
        incentive,
        alpha: saturatingBondsAlpha(input.bondsMovingAverage),
      });

  // Emission
  const emission = emissionTerms(input.raoEmission, incentive, dividends, stake, activeStake);

  // Output
  return {
    ruleset: '2026',
    stakeRao: BigUint64Array.from(totalStake, (value) => I64F64.toU64(value)),
    stakeWeight: vecFixedProportionsToU16(stake),
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
