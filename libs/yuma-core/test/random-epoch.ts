/** Random epochs as fast-check arbitraries: small, full of edges, valid. */
import fc from 'fast-check';
import { packRows, rowOf } from '../src/epoch/sparse-rows.js';
import { packI64F64 } from '../src/epoch/stake.js';
import type { EpochInput, EpochInput2024, EpochInput2026, Ruleset, SparseRows } from '../src/types.js';

const NOW = 1000n;
const NO_COMMIT = (1n << 64n) - 1n;

const u16 = fc.oneof(fc.constantFrom(0, 1, 32767, 32768, 65534, 65535), fc.nat(65535));
const block = fc.bigInt({ min: 0n, max: NOW });
const rao = fc.oneof(fc.constantFrom(0n, 1n, 2n), fc.bigInt({ min: 0n, max: 10n ** 15n }));

function u64s(values: fc.Arbitrary<bigint>, n: number): fc.Arbitrary<BigUint64Array> {
  return fc.array(values, { minLength: n, maxLength: n }).map((list) => BigUint64Array.from(list));
}

/** Rows sorted by uid, some empty, zeros among the values. */
function rows(n: number): fc.Arbitrary<SparseRows> {
  const row = fc
    .array(fc.option(u16, { freq: 2 }), { minLength: n, maxLength: n })
    .map((cells) => cells.flatMap((value, uid) => (value === null ? [] : [uid, value])));
  return fc
    .array(fc.oneof({ weight: 1, arbitrary: fc.constant<number[]>([]) }, { weight: 3, arbitrary: row }), {
      minLength: n,
      maxLength: n,
    })
    .map(packRows);
}

function common(n: number) {
  return {
    n: fc.constant(n),
    currentBlock: fc.constant(NOW),
    activityCutoff: fc.constantFrom(0n, 500n, 5000n),
    lastUpdate: u64s(block, n),
    blockAtRegistration: u64s(
      fc.oneof({ weight: 3, arbitrary: fc.constant(0n) }, { weight: 1, arbitrary: block }),
      n,
    ),
    validatorPermit: fc
      .array(fc.boolean(), { minLength: n, maxLength: n })
      .map((permits) => Uint8Array.from(permits, Number)),
    maxAllowedValidators: fc.nat(n + 1),
    kappa: u16,
    bondsMovingAverage: fc.constantFrom(0n, 500_000n, 900_000n, 1_000_000n),
    raoEmission: rao,
    weights: rows(n),
    bonds: rows(n),
  };
}

function epoch2024(n: number): fc.Arbitrary<EpochInput2024> {
  return fc.record({ ...common(n), ruleset: fc.constant('2024' as const), stake: u64s(rao, n) });
}

function epoch2026(n: number): fc.Arbitrary<EpochInput2026> {
  return fc.record({
    ...common(n),
    ruleset: fc.constant('2026' as const),
    tempo: fc.constant(360),
    lastMechanismStepBlock: fc.constantFrom(0n, 640n),
    stakeI64F64: fc
      .array(rao, { minLength: n, maxLength: n })
      .map((stakes) => packI64F64(stakes.map((stake) => stake << 64n))),
    minStake: fc.constantFrom(0n, 1000n),
    ownerUid: n === 0 ? fc.constant(null) : fc.option(fc.nat(n - 1)),
    commitReveal: fc.boolean(),
    commitBlocks: u64s(fc.oneof(fc.constant(NO_COMMIT), block), n),
    bondsPenalty: u16,
    yuma3: fc.boolean(),
    liquidAlpha: fc.boolean(),
    alphaLow: fc.constantFrom(1638, 45875),
    alphaHigh: fc.constantFrom(45875, 58982),
    alphaSigmoidSteepness: fc.constantFrom(-1000, 0, 1000),
  });
}

/** Valid inputs of a ruleset with 0 to 12 uids. */
export function epochInputs(ruleset: Ruleset): fc.Arbitrary<EpochInput> {
  return fc
    .nat(12)
    .chain((n): fc.Arbitrary<EpochInput> => (ruleset === '2024' ? epoch2024(n) : epoch2026(n)));
}

/** The same input with column `uid` of the weights replaced by `votes` (validator uid → weight). */
export function withColumnWeights(
  input: EpochInput,
  uid: number,
  votes: ReadonlyMap<number, number>,
): EpochInput {
  const changed = Array.from({ length: input.n }, (_, validator) => {
    const row = rowOf(input.weights, validator);
    const pairs = Array.from({ length: row.length / 2 }, (_, k) => [row[2 * k]!, row[2 * k + 1]!]);
    const others = pairs.filter(([target]) => target !== uid);
    const vote = votes.get(validator);
    if (vote !== undefined) others.push([uid, vote]);
    return others.sort((a, b) => a[0]! - b[0]!).flat();
  });
  return { ...input, weights: packRows(changed) };
}
