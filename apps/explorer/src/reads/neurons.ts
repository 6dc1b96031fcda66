import { axonAddress } from '@yumanet/subnet-kit/axon';
import type { Neuron } from '../api.js';
import type { Plain } from '../chain/plain.js';
import { bigintOf, fieldOf, listOf, numberOf, raoOf, textOf } from '../chain/read-plain.js';
import type { Question, StateAt } from '../chain/state-at.js';

/** What the last epoch said: a vector each, indexed by uid. */
const VECTORS = [
  'Active',
  'ValidatorPermit',
  'Rank',
  'Trust',
  'Consensus',
  'Incentive',
  'Dividends',
  'ValidatorTrust',
  'PruningScores',
  'Emission',
  'LastUpdate',
] as const;

type Vectors = Readonly<Record<(typeof VECTORS)[number], readonly Plain[]>>;

/** A subnet's neurons by uid. @param n SubnetworkN */
export async function neuronsAt(state: StateAt, netuid: number, n: number): Promise<Neuron[]> {
  const uids = Array.from({ length: n }, (_, uid) => uid);
  const [columns, names] = await Promise.all([
    state.many(VECTORS.map((item): Question => [item, netuid])),
    state.many(
      uids.flatMap((uid): Question[] => [
        ['Keys', netuid, uid],
        ['BlockAtRegistration', netuid, uid],
      ]),
    ),
  ]);
  const vectors = Object.fromEntries(
    VECTORS.map((item, k) => [item, listOf(columns[k])]),
  ) as never as Vectors;
  const hotkeys = uids.map((uid) => textOf(names[2 * uid]));
  const facts = await state.many(
    hotkeys.flatMap((hotkey): Question[] => [
      ['Owner', hotkey],
      ['TotalHotkeyStake', hotkey],
      ['Axons', netuid, hotkey],
    ]),
  );
  return uids.map((uid) => ({
    uid,
    hotkey: hotkeys[uid]!,
    coldkey: textOf(facts[3 * uid]),
    stakeRao: raoOf(facts[3 * uid + 1]),
    axon: axonOf(facts[3 * uid + 2]),
    registeredAt: numberOf(names[2 * uid + 1]),
    ...epochOf(vectors, uid),
  }));
}

function epochOf(vectors: Vectors, uid: number) {
  const share = (item: keyof Vectors) => numberOf(vectors[item][uid]);
  return {
    active: vectors.Active[uid] === true,
    validatorPermit: vectors.ValidatorPermit[uid] === true,
    rank: share('Rank'),
    trust: share('Trust'),
    consensus: share('Consensus'),
    incentive: share('Incentive'),
    dividends: share('Dividends'),
    validatorTrust: share('ValidatorTrust'),
    pruningScore: share('PruningScores'),
    emissionRao: raoOf(vectors.Emission[uid]),
    lastUpdate: share('LastUpdate'),
  };
}

function axonOf(axon: Plain | undefined): string | null {
  if (axon === null || axon === undefined) return null;
  const port = numberOf(fieldOf(axon, 'port'));
  const ipType = numberOf(fieldOf(axon, 'ipType'));
  return axonAddress({ ip: bigintOf(fieldOf(axon, 'ip')), port, ipType }) ?? null;
}
