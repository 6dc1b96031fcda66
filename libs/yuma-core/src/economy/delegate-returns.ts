/**
 * What a delegate earns in a day, as DelegateInfo tells it: for each network with a uid, the emission of the last
 * epoch times 7200 / tempo; of that 82 % per 1000 rao of stake. Everything in U64F64 (128 bits, 64 fractional), which
 * wraps as a release build does.
 * Source: subtensor `delegate_info.rs` get_delegate_by_existing_account at 62e3fda82.
 */
import { YumaError } from '../errors.js';

const FRAC = 64n;
const BLOCKS_PER_DAY = 7200n;
/** `U64F64::from_num(0.82)`: the double nearest to 0.82, which fits 64 fractional bits exactly. */
const AFTER_TAKE = BigInt(0.82 * 2 ** 64);
/** Upstream means TAO; the numbers it divides are rao, so the result is the same ratio. */
const STAKE_UNIT = 1000n;

export interface DelegatedNetwork {
  /** Rao of the delegate's uid in the last epoch. */
  readonly emissionRao: bigint;
  /** Blocks between epochs, less one; 0 would stop the chain. */
  readonly tempo: number;
}

export interface DelegateReturns {
  /** Rao a day for every 1000 staked. */
  readonly returnPer1000: bigint;
  /** Rao a day. */
  readonly totalDailyReturnRao: bigint;
}

/** @throws YumaError ARITHMETIC for a tempo of 0, where upstream panics. */
export function delegateReturns(
  networks: readonly DelegatedNetwork[],
  totalStakeRao: bigint,
): DelegateReturns {
  let daily = 0n;
  for (const { emissionRao, tempo } of networks) {
    if (tempo === 0) throw new YumaError('ARITHMETIC', 'tempo of a delegate: expected more than 0, got 0');
    daily = wrap(daily + wrap(emissionRao * ((BLOCKS_PER_DAY << FRAC) / BigInt(tempo))));
  }
  const perUnit = (totalStakeRao << FRAC) / STAKE_UNIT;
  const afterTake = wrap((daily * AFTER_TAKE) >> FRAC);
  return {
    returnPer1000: totalStakeRao === 0n ? 0n : wrap((afterTake << FRAC) / perUnit) >> FRAC,
    totalDailyReturnRao: daily >> FRAC,
  };
}

const wrap = (bits: bigint): bigint => BigInt.asUintN(128, bits);
