/** Under which rules a scenario runs. Ratios are 0 … 1 here and cut to the chain's integers in one place. */
import { asU64 } from '../input/fields.js';
import type { EpochInput2024, EpochInput2026 } from '../types.js';
import type { Fields } from './fields.js';

/** Yuma of June 2024 (Finney, spec 185), and of 2026: Yuma 2 bonds, Yuma 3 bonds, the latter with liquid alpha. */
export const YUMAS = ['2024', 'yuma2', 'yuma3', 'yuma3-liquid'] as const;

export interface Rules {
  readonly yuma: (typeof YUMAS)[number];
  readonly kappa: number;
  readonly bondsPenalty: number;
  /** Share of the old bonds that stays in an epoch. */
  readonly bondsMovingAverage: number;
  /** Blocks between epochs, less one. */
  readonly tempo: number;
  /** Blocks after which a validator that sets nothing is inactive. */
  readonly activityCutoff: number;
  readonly alphaLow: number;
  readonly alphaHigh: number;
  readonly alphaSigmoidSteepness: number;
  /** Per epoch. */
  readonly emissionRao: bigint;
}

/** Values of a metagraph where there is one, else Finney's of 2026. */
export function readRules(fields: Fields, base?: EpochInput2026): Rules {
  const rules = {
    yuma: fields.choice('yuma', YUMAS, base === undefined ? 'yuma3' : yumaOf(base)),
    kappa: fields.number('kappa', 0, 1, (base?.kappa ?? 32767) / 65535),
    bondsPenalty: fields.number('bondsPenalty', 0, 1, (base?.bondsPenalty ?? 65535) / 65535),
    bondsMovingAverage: fields.number(
      'bondsMovingAverage',
      0,
      1,
      Number(base?.bondsMovingAverage ?? 900_000n) / 1e6,
    ),
    tempo: fields.integer('tempo', 1, 65534, base?.tempo ?? 360),
    activityCutoff: fields.integer('activityCutoff', 1, 65535, Number(base?.activityCutoff ?? 5000n)),
    alphaLow: fields.number('alphaLow', 0, 1, (base?.alphaLow ?? 45875) / 65535),
    alphaHigh: fields.number('alphaHigh', 0, 1, (base?.alphaHigh ?? 58982) / 65535),
    alphaSigmoidSteepness: fields.integer(
      'alphaSigmoidSteepness',
      -32768,
      32767,
      base?.alphaSigmoidSteepness ?? 1000,
    ),
    emissionRao: asU64(
      fields.at('emissionRao'),
      fields.raw('emissionRao') ?? String(base?.raoEmission ?? 295_200_000_000n),
    ),
  };
  fields.done();
  return rules;
}

function yumaOf({ yuma3, liquidAlpha }: EpochInput2026): Rules['yuma'] {
  return yuma3 ? (liquidAlpha ? 'yuma3-liquid' : 'yuma3') : 'yuma2';
}

const u16 = (ratio: number) => Math.floor(ratio * 65535 + 1e-6);

/** What both rulesets take. */
export function commonTerms(rules: Rules) {
  return {
    activityCutoff: BigInt(rules.activityCutoff),
    kappa: u16(rules.kappa),
    bondsMovingAverage: BigInt(Math.round(rules.bondsMovingAverage * 1e6)),
    raoEmission: rules.emissionRao,
  } satisfies Partial<EpochInput2024>;
}

/** What only 2026 takes. */
export function terms2026(rules: Rules) {
  return {
    tempo: rules.tempo,
    minStake: 0n,
    ownerUid: null,
    commitReveal: false,
    bondsPenalty: u16(rules.bondsPenalty),
    yuma3: rules.yuma !== 'yuma2',
    liquidAlpha: rules.yuma === 'yuma3-liquid',
    alphaLow: u16(rules.alphaLow),
    alphaHigh: u16(rules.alphaHigh),
    alphaSigmoidSteepness: rules.alphaSigmoidSteepness,
  } satisfies Partial<EpochInput2026>;
}
