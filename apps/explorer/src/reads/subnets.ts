import { blocksUntilNextEpoch } from '@yumanet/yuma-core';
import type { SubnetSummary, Subnets } from '../api.js';
import type { Plain } from '../chain/plain.js';
import { bigintOf, numberOf, raoOf, textOf } from '../chain/read-plain.js';
import type { Question, StateAt } from '../chain/state-at.js';
import type { ExplorerParts } from './explorer-parts.js';

/** More than Subtensor ever had; netuids are u16. */
const MAX_SUBNETS = 1_024;

const ITEMS = [
  'SubnetOwner',
  'SubnetworkN',
  'MaxAllowedUids',
  'Tempo',
  'EmissionValues',
  'PendingEmission',
  'Burn',
  'NetworkRegisteredAt',
] as const;

/** Every subnet with its share of the emission, root first. */
export async function readSubnets({ chain, emission }: ExplorerParts): Promise<Subnets> {
  const read = await chain.atHead('subnets', subnetsAt);
  // Verdicts come after their block.
  const subnets = read.subnets.map((each) => ({ ...each, lastEpoch: emission.history.last(each.netuid) }));
  return { ...read, subnets };
}

/** The same without the verdicts. */
export async function subnetsAt(state: StateAt): Promise<Subnets> {
  const { entries } = await state.scan('SubtensorModule', 'NetworksAdded', MAX_SUBNETS);
  const netuids = entries
    .filter(([, added]) => added === true)
    .map(([[netuid]]) => numberOf(netuid))
    .sort((a, b) => a - b);
  const questions = netuids.flatMap((netuid) => ITEMS.map((item): Question => [item, netuid]));
  const values = await state.many(questions);
  const rows = netuids.map((netuid, k) => ({
    netuid,
    values: values.slice(k * ITEMS.length, (k + 1) * ITEMS.length),
  }));
  const total = rows.reduce((sum, row) => sum + bigintOf(row.values[4]), 0n);
  const subnets = rows.map((row) => summary(row, total, state.block.number));
  return { at: state.block, subnets, totalEmissionRao: total.toString() };
}

interface Row {
  readonly netuid: number;
  readonly values: readonly Plain[];
}

function summary({ netuid, values }: Row, total: bigint, block: number): SubnetSummary {
  const [owner, neurons, maxNeurons, tempo, emission, pending, burn, registeredAt] = values;
  const blocks = numberOf(tempo);
  return {
    netuid,
    owner: textOf(owner),
    neurons: numberOf(neurons),
    maxNeurons: numberOf(maxNeurons),
    tempo: blocks,
    emissionRao: raoOf(emission),
    shareMillionths: total === 0n ? 0 : Number((bigintOf(emission) * 1_000_000n) / total),
    pendingRao: raoOf(pending),
    burnRao: raoOf(burn),
    registeredAt: numberOf(registeredAt),
    // Asked of the next block: this one's has run.
    blocksUntilEpoch:
      blocks === 0 ? null : Number(blocksUntilNextEpoch(netuid, blocks, BigInt(block) + 1n)) + 1,
    lastEpoch: null,
  };
}
