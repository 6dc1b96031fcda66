import {
  ARTICLES_PARAMETERS,
  SPEC_185_PARAMETERS,
  type InitialValues,
  type NewNetwork,
  type Parameters,
  type RootNetwork,
  type SlashingParameters,
} from '@yumanet/subtensor';
import { z } from 'zod';

const SETS = { 'spec-185': SPEC_185_PARAMETERS, articles: ARTICLES_PARAMETERS } as const;

const u16 = z.int().min(0).max(65_535);
/** Where 0 would stop the chain: see "Where upstream would stop the chain" in the runtime's README. */
const positiveU16 = u16.min(1);
const whole = z.union([z.string().regex(/^\d{1,20}$/, 'expected a whole number'), z.int().nonnegative()]);
const u64 = whole.refine((value) => BigInt(value) < 2n ** 64n, 'expected a number below 2^64');
const positiveU64 = u64.refine((value) => BigInt(value) > 0n, 'expected at least 1');

type Shape<T> = Readonly<Record<keyof T, z.ZodType>>;

const NEW_NETWORK = {
  tempo: u16,
  maxAllowedUids: u16,
  maxAllowedValidators: u16,
  minAllowedWeights: u16,
  maxWeightsLimit: u16,
  adjustmentInterval: u16,
  targetRegistrationsPerInterval: positiveU16,
  adjustmentAlpha: u64,
  immunityPeriod: u16,
  minBurnRao: u64,
  minDifficulty: u64,
  maxDifficulty: u64,
} satisfies Shape<NewNetwork>;

const ROOT = {
  tempo: u16,
  maxAllowedUids: u16,
  maxAllowedValidators: u16,
  minAllowedWeights: u16,
  maxWeightsLimit: u16,
  targetRegistrationsPerInterval: positiveU16,
} satisfies Shape<RootNetwork>;

const INITIAL = {
  SubnetLimit: u16,
  NetworkRateLimit: u64,
  NetworkImmunityPeriod: u64,
  NetworkMinLockCost: u64,
  NetworkLastLockCost: u64,
  NetworkLockReductionInterval: positiveU64,
  SubnetOwnerCut: u16,
  MaxTake: u16,
  MinTake: u16,
  TxRateLimit: u64,
  TxDelegateTakeRateLimit: u64,
  TargetStakesPerInterval: u64,
  StakeInterval: u64,
  WeightsMinStake: u64,
  NominatorMinRequiredStake: u64,
} satisfies Shape<InitialValues>;

const SLASHING = {
  UnstakeCooldown: z.int().min(0).max(0xffff_ffff),
  DoubleCommitShare: u16,
  AbsenceShare: u16,
  AbsenceBlocks: z.int().min(1).max(0xffff_ffff),
} satisfies Shape<SlashingParameters>;

/** The runtime's parameters in a chain spec: a named set, and what differs from it. 64-bit numbers may be text. */
export const parametersSchema = z.strictObject({
  set: z
    .enum(['spec-185', 'articles'])
    .describe("the code of June 2024 as it was, or the founding articles'"),
  newNetwork: z.strictObject(NEW_NETWORK).partial().optional().describe('what a registered network has'),
  root: z.strictObject(ROOT).partial().optional().describe('what the root network has'),
  initial: z.strictObject(INITIAL).partial().optional().describe('chain-wide values, by storage name'),
  slashing: z
    .strictObject(SLASHING)
    .partial()
    .optional()
    .describe('unstake cooldown and slashing, which no Bittensor has; {} for the articles’ values'),
  hasFaucet: z.boolean().optional().describe('whether faucet gives 100 TAO for a proof of work'),
});

export type SpecParameters = z.infer<typeof parametersSchema>;

const BIG: ReadonlySet<z.ZodType> = new Set<z.ZodType>([u64, positiveU64]);

function typed<T>(shape: Shape<T>, values: Readonly<Record<string, unknown>> = {}): Partial<T> {
  const entries = Object.entries(values).map(([name, value]) => [
    name,
    BIG.has(shape[name as keyof T]) ? BigInt(value as string | number) : value,
  ]);
  return Object.fromEntries(entries) as Partial<T>;
}

/** The parameters that a spec asks for; one without any has those of spec 185. */
export function runtimeParameters(spec: SpecParameters | undefined): Parameters {
  const base = SETS[spec?.set ?? 'spec-185'];
  return {
    ...base,
    hasFaucet: spec?.hasFaucet ?? base.hasFaucet,
    slashing: spec?.slashing && typed<SlashingParameters>(SLASHING, spec.slashing),
    newNetwork: { ...base.newNetwork, ...typed<NewNetwork>(NEW_NETWORK, spec?.newNetwork) },
    root: { ...base.root, ...typed<RootNetwork>(ROOT, spec?.root) },
    initial: { ...base.initial, ...typed<InitialValues>(INITIAL, spec?.initial) },
  };
}
