/**
 * Quantisation: every stored vector is truncated to u16, every uid without an entry gets 0.
 * Source: subtensor `epoch/run_epoch.rs` "Populate epoch output".
 */
import type { I32F32 } from '../fixed/i32f32.js';
import { vecFixedProportionsToU16 } from '../math/convert.js';
import type { EpochOutputCommon } from '../types.js';
import type { EmissionTerms } from './emission.js';

export function commonOutput(terms: {
  n: number;
  inactive: readonly boolean[];
  stake: readonly I32F32[];
  activeStake: readonly I32F32[];
  consensus: readonly I32F32[];
  validatorTrust: readonly I32F32[];
  incentive: readonly I32F32[];
  dividends: readonly I32F32[];
  permitsAfter: readonly boolean[];
  emission: EmissionTerms;
}): Omit<EpochOutputCommon, 'bonds'> {
  const { n, emission } = terms;
  return {
    n,
    active: Uint8Array.from({ length: n }, (_, uid) => Number(!(terms.inactive[uid] ?? true))),
    consensus: vecFixedProportionsToU16(terms.consensus),
    incentive: vecFixedProportionsToU16(terms.incentive),
    dividends: vecFixedProportionsToU16(terms.dividends),
    validatorTrust: vecFixedProportionsToU16(terms.validatorTrust),
    newValidatorPermit: Uint8Array.from(terms.permitsAfter, Number),
    serverEmissionRao: emission.server,
    validatorEmissionRao: emission.validator,
    emissionRao: emission.combined,
    raw: {
      stake: BigInt64Array.from(terms.stake),
      activeStake: BigInt64Array.from(terms.activeStake),
      consensus: BigInt64Array.from(terms.consensus),
      validatorTrust: BigInt64Array.from(terms.validatorTrust),
      incentive: BigInt64Array.from(terms.incentive),
      dividends: BigInt64Array.from(terms.dividends),
    },
  };
}
