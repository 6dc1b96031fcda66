/**
 * The root epoch of 2024: how block emission is shared among subnets.
 *
 * S = normalised stake of the root validators; W = their row-normalised weights on netuids.
 * rank R_k = Σ_i S_i·W_ik;  trust T_k = Σ_{W_ik > 0} S_i / Σ S;  consensus C_k = 1 / (1 + e^(−rho·(T_k − kappa)));
 * emission E_k = trunc(normalise(C_k·R_k) · block emission). All in I64F64.
 * Source: subtensor `root.rs` root_epoch at abe7a8a67.
 */
import { I32F32 } from '../fixed/i32f32.js';
import { I64F64 } from '../fixed/i64f64.js';
import { exp } from '../fixed/transcendental.js';
import { YumaError } from '../errors.js';
import { u16ProportionToFixed } from '../math/convert.js';
import { normalize64 } from '../math/normalize.js';

export interface RootValidator {
  /** TotalHotkeyStake in rao, u64. */
  readonly stakeRao: bigint;
  /** Stored root weights: [netuid, u16] pairs; netuids that do not exist are passed over. */
  readonly weights: readonly (readonly [netuid: number, weight: number])[];
}

export interface RootEpochInput {
  /** Root validators by uid. */
  readonly validators: readonly RootValidator[];
  /** Existing netuids in storage order, root (0) included: weight on 0 takes a share that is never minted. */
  readonly netuids: readonly number[];
  /** Rho of the root network. */
  readonly rho: number;
  /** Kappa of the root network, u16. */
  readonly kappa: number;
  readonly blockEmissionRao: bigint;
}

const divide = (a: I64F64, b: I64F64) => I64F64.saturatingDiv(a, b);

/**
 * EmissionValues per netuid, rao per block.
 *
 * @returns undefined where upstream changes nothing: no validators, no networks, no stake.
 */
export function rootEpoch(input: RootEpochInput): bigint[] | undefined {
  const { validators, netuids } = input;
  if (validators.length === 0 || netuids.length === 0) return undefined;
  const stake = normalize64(
    validators.map(({ stakeRao }) => I64F64.wrappingFromInt(stakeRao)),
    divide,
  );
  const weights = validators.map((validator) => normalizedRow(validator, netuids));
  const trust = rootTrust(weights, stake, netuids.length);
  if (trust === undefined) return undefined;
  const ranks = weightedSums(weights, stake, netuids.length);
  const emission = trust.map((value, k) => I64F64.saturatingMul(rootConsensus(value, input), ranks[k]!));
  const blockEmission = I64F64.wrappingFromInt(input.blockEmissionRao);
  return normalize64(emission, divide).map((share) =>
    I64F64.toU64(I64F64.saturatingMul(share, blockEmission)),
  );
}

function normalizedRow(validator: RootValidator, netuids: readonly number[]): I64F64[] {
  const stored = new Map(validator.weights);
  const row = netuids.map((netuid) => I64F64.fromInt(stored.get(netuid) ?? 0));
  return I64F64.sum(row) > 0n ? normalize64(row, divide) : row;
}

/** Σ_i v_i · w_ik, the same sum as `matmul_64`. */
function weightedSums(weights: readonly I64F64[][], vector: readonly I64F64[], columns: number): I64F64[] {
  return Array.from({ length: columns }, (_, k) =>
    weights.reduce(
      (sum, row, i) => I64F64.saturatingAdd(sum, I64F64.saturatingMul(vector[i]!, row[k]!)),
      I64F64.zero,
    ),
  );
}

function rootTrust(
  weights: readonly I64F64[][],
  stake: readonly I64F64[],
  columns: number,
): I64F64[] | undefined {
  const total = stake.reduce((sum, value) => I64F64.saturatingAdd(sum, value), I64F64.zero);
  if (total === 0n) return undefined;
  return Array.from({ length: columns }, (_, k) => {
    const voting = weights.reduce(
      (sum, row, i) => (row[k]! > 0n ? I64F64.saturatingAdd(sum, stake[i]!) : sum),
      I64F64.zero,
    );
    return I64F64.checkedDiv(voting, total) ?? voting;
  });
}

function rootConsensus(trust: I64F64, input: Pick<RootEpochInput, 'rho' | 'kappa'>): I64F64 {
  const kappa = I64F64.fromFixed(I32F32, u16ProportionToFixed(input.kappa));
  const temperatured = I64F64.saturatingMul(I64F64.saturatingSub(trust, kappa), I64F64.fromInt(input.rho));
  const exponential = exp(I64F64, I64F64.saturatingNeg(temperatured));
  if (exponential === undefined) {
    throw new YumaError(
      'ARITHMETIC',
      `root consensus: expected rho·kappa within exp's range, got rho=${input.rho}`,
    );
  }
  return I64F64.saturatingDiv(I64F64.one, I64F64.saturatingAdd(I64F64.one, exponential));
}
