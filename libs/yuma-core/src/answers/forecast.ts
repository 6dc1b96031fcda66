/**
 * What a subnet's neurons earn from here on, if nothing changes: emission, the next halving, income per uid, and what
 * staking brings in a year after the delegate's take. Every assumption is said.
 */
import { blockEmissionForIssuance, halvingTable } from '../economy/block-emission.js';
import { delegateTake } from '../economy/nominator-shares.js';
import { YumaError } from '../errors.js';

/** One neuron after an epoch. */
export interface ForecastNeuron {
  readonly uid: number;
  readonly stakeRao: bigint;
  /** Of the last epoch, rao. */
  readonly serverEmissionRao: bigint;
  readonly validatorEmissionRao: bigint;
  /** u16 proportion; null for a hotkey that is no delegate. */
  readonly take: number | null;
}

export interface ForecastInput {
  /** TotalIssuance, rao. */
  readonly issuedRao: bigint;
  /** What the chain issues per block now, over all subnets; less than the schedule while root weighs itself. */
  readonly issuedPerBlockRao: bigint;
  /** The subnet's share of each block, rao. */
  readonly subnetPerBlockRao: bigint;
  /** u16 proportion. */
  readonly ownerCut: number;
  /** Blocks between epochs, less one; at least 1. */
  readonly tempo: number;
  readonly neurons: readonly ForecastNeuron[];
  /** 12 on Finney. */
  readonly secondsPerBlock: number;
}

export interface NeuronForecast {
  readonly uid: number;
  /** Income of the hotkey, take included, rao. */
  readonly perDayRao: bigint;
  /** What of it its owner gets for serving and as take, rao; the rest goes to stake by share. */
  readonly ownerPerDayRao: bigint;
  /** Yearly return on stake after take, without compounding, in hundredths of a percent; undefined without stake. */
  readonly apyBasisPoints: bigint | undefined;
}

export interface Forecast {
  /** Rao per block by the schedule at the present issuance. */
  readonly blockEmissionRao: bigint;
  readonly subnetPerDayRao: bigint;
  readonly ownerPerDayRao: bigint;
  /** undefined after the last one, or while nothing is issued. */
  readonly nextHalving:
    { readonly issuanceRao: bigint; readonly blocks: bigint; readonly days: bigint } | undefined;
  readonly neurons: readonly NeuronForecast[];
  readonly assumptions: readonly string[];
}

const SECONDS_PER_DAY = 86_400n;
const DAYS_PER_YEAR = 365n;

/** @throws YumaError OUT_OF_RANGE for a tempo or a block time that no network has. */
export function forecast(input: ForecastInput): Forecast {
  const { tempo, secondsPerBlock } = input;
  if (!Number.isInteger(tempo) || tempo < 1)
    throw new YumaError('OUT_OF_RANGE', `tempo: expected at least 1, got ${tempo}`);
  if (!(secondsPerBlock >= 0.001))
    throw new YumaError('OUT_OF_RANGE', `secondsPerBlock: expected at least 0.001, got ${secondsPerBlock}`);
  const blocksPerDay = (SECONDS_PER_DAY * 1_000n) / BigInt(Math.round(secondsPerBlock * 1_000));
  const perDay = (perEpochRao: bigint): bigint => (perEpochRao * blocksPerDay) / (BigInt(tempo) + 1n);
  return {
    blockEmissionRao: blockEmissionForIssuance(input.issuedRao),
    subnetPerDayRao: input.subnetPerBlockRao * blocksPerDay,
    ownerPerDayRao: ((input.subnetPerBlockRao * BigInt(input.ownerCut)) / 65_535n) * blocksPerDay,
    nextHalving: nextHalving(input, blocksPerDay),
    neurons: input.neurons.map((neuron) => neuronForecast(neuron, perDay)),
    assumptions: [
      `A block every ${secondsPerBlock} s, ${blocksPerDay} a day; an epoch every ${tempo + 1} blocks.`,
      'Every epoch pays what the last one did: weights, stake, root’s weights and the number of neurons stay.',
      'Returns are simple, not compounded, and after the delegate’s take; a year has 365 days.',
      `The chain goes on issuing ${input.issuedPerBlockRao} rao per block until the halving; recycling is not foreseen.`,
    ],
  };
}

function nextHalving(
  { issuedRao, issuedPerBlockRao }: ForecastInput,
  blocksPerDay: bigint,
): Forecast['nextHalving'] {
  const next = halvingTable().find(({ issuanceRao }) => issuanceRao > issuedRao);
  if (next === undefined || issuedPerBlockRao <= 0n) return undefined;
  const left = next.issuanceRao - issuedRao;
  const blocks = (left + issuedPerBlockRao - 1n) / issuedPerBlockRao;
  return { issuanceRao: next.issuanceRao, blocks, days: blocks / blocksPerDay };
}

function neuronForecast(neuron: ForecastNeuron, perDay: (rao: bigint) => bigint): NeuronForecast {
  const { uid, stakeRao, serverEmissionRao, validatorEmissionRao, take } = neuron;
  const takeRao = take === null ? 0n : delegateTake(take, validatorEmissionRao);
  const sharedPerDay = perDay(validatorEmissionRao - takeRao);
  return {
    uid,
    perDayRao: perDay(serverEmissionRao + validatorEmissionRao),
    ownerPerDayRao: perDay(serverEmissionRao + takeRao),
    apyBasisPoints: stakeRao === 0n ? undefined : (sharedPerDay * DAYS_PER_YEAR * 10_000n) / stakeRao,
  };
}
