import type { Hyperparameters, Subnet, SubnetSummary } from '../api.js';
import type { ChainReader } from '../chain/chain-reader.js';
import { numberOf } from '../chain/read-plain.js';
import type { Question, StateAt } from '../chain/state-at.js';
import { explorerError } from '../errors.js';
import type { ExplorerParts } from './explorer-parts.js';
import { neuronsAt } from './neurons.js';
import { subnetsAt } from './subnets.js';

const HYPERPARAMETERS = [
  'Kappa',
  'Rho',
  'ImmunityPeriod',
  'ActivityCutoff',
  'MaxAllowedValidators',
  'MinAllowedWeights',
  'MaxWeightsLimit',
  'WeightsSetRateLimit',
  'BondsMovingAverage',
  'CommitRevealWeightsEnabled',
] as const;

/** A subnet with its neurons. @throws ServiceError SUBNET_UNKNOWN. */
export async function readSubnet(parts: ExplorerParts, netuid: number): Promise<Subnet> {
  const { chain, emission } = parts;
  const read = await chain.atHead(`subnet ${netuid}`, (state) => subnetAt(chain, state, netuid));
  // A verdict comes after its block.
  return { ...read, summary: { ...read.summary, lastEpoch: emission.history.last(netuid) } };
}

/** The same without the verdict. */
export async function subnetAt(chain: ChainReader, state: StateAt, netuid: number): Promise<Subnet> {
  const summary = await summaryAt(chain, state, netuid);
  const [hyperparameters, neurons] = await Promise.all([
    hyperparametersAt(state, netuid),
    neuronsAt(state, netuid, summary.neurons),
  ]);
  return { at: state.block, summary, hyperparameters, neurons };
}

/** @throws ServiceError SUBNET_UNKNOWN. */
export async function summaryAt(chain: ChainReader, state: StateAt, netuid: number): Promise<SubnetSummary> {
  const { subnets } = await chain.at(state, 'subnets', subnetsAt);
  const found = subnets.find((each) => each.netuid === netuid);
  if (found !== undefined) return found;
  throw explorerError('SUBNET_UNKNOWN', `netuid: expected a subnet that exists, got ${netuid}`, { netuid });
}

async function hyperparametersAt(state: StateAt, netuid: number): Promise<Hyperparameters> {
  const values = await state.many(HYPERPARAMETERS.map((item): Question => [item, netuid]));
  const value = (item: (typeof HYPERPARAMETERS)[number]) => values[HYPERPARAMETERS.indexOf(item)];
  return {
    kappa: numberOf(value('Kappa')),
    rho: numberOf(value('Rho')),
    immunityPeriod: numberOf(value('ImmunityPeriod')),
    activityCutoff: numberOf(value('ActivityCutoff')),
    maxAllowedValidators: numberOf(value('MaxAllowedValidators')),
    minAllowedWeights: numberOf(value('MinAllowedWeights')),
    maxWeightsLimit: numberOf(value('MaxWeightsLimit')),
    weightsSetRateLimit: numberOf(value('WeightsSetRateLimit')),
    bondsMovingAverage: numberOf(value('BondsMovingAverage')),
    commitRevealWeightsEnabled: value('CommitRevealWeightsEnabled') === true,
  };
}
