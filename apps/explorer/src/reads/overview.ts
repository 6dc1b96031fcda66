import { TOTAL_SUPPLY_RAO, blockEmissionForIssuance, halvingTable } from '@yumanet/yuma-core';
import type { CurveStep, Overview } from '../api.js';
import { bigintOf, numberOf } from '../chain/read-plain.js';
import type { ExplorerParts } from './explorer-parts.js';
import { paceOf, type Pace } from './pace.js';

const BLOCKS = 128;
const EPOCHS = 12;

/** Steps of the curve never change: worked out once. */
let steps: readonly { readonly issuanceRao: bigint; readonly emissionRao: bigint }[] | undefined;
const curve = () => (steps ??= halvingTable());

/** The network at a glance. */
export async function readOverview({ chain, emission }: ExplorerParts): Promise<Overview> {
  const { facts } = await chain.runtime();
  const pace = paceOf(chain.recent);
  const state = await chain.atHead('overview', async (at) => {
    const [issuance, staked, networks] = await at.many([
      ['TotalIssuance'],
      ['TotalStake'],
      ['TotalNetworks'],
    ]);
    return {
      at: at.block,
      issuance: bigintOf(issuance),
      staked: bigintOf(staked),
      networks: numberOf(networks),
    };
  });
  return {
    at: state.at,
    specName: facts.specName,
    specVersion: facts.specVersion,
    genesis: facts.genesisHash,
    issuanceRao: state.issuance.toString(),
    supplyRao: TOTAL_SUPPLY_RAO.toString(),
    stakedRao: state.staked.toString(),
    blockEmissionRao: blockEmissionForIssuance(state.issuance).toString(),
    issuedPerBlockRao: pace.issuedPerBlockRao?.toString() ?? null,
    blockMilliseconds: pace.blockMilliseconds,
    nextHalving: nextHalving(state.issuance, pace),
    curve: curve().map(stepText),
    // Root is a network of its own.
    subnets: Math.max(0, state.networks - 1),
    blocks: chain.recent.all
      .slice(-BLOCKS)
      .map(({ summary }) => summary)
      .reverse(),
    epochs: emission.history.newest(EPOCHS),
  };
}

function nextHalving(issuedRao: bigint, { issuedPerBlockRao }: Pace): Overview['nextHalving'] {
  const next = curve().find(({ issuanceRao }) => issuanceRao > issuedRao);
  if (next === undefined) return null;
  const left = next.issuanceRao - issuedRao;
  const rate = issuedPerBlockRao ?? 0n;
  const blocks = rate > 0n ? Number((left + rate - 1n) / rate) : null;
  return { ...stepText(next), leftRao: left.toString(), blocks };
}

const stepText = (step: { readonly issuanceRao: bigint; readonly emissionRao: bigint }): CurveStep => ({
  issuanceRao: step.issuanceRao.toString(),
  emissionRao: step.emissionRao.toString(),
});
