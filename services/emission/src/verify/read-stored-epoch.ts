import type { ChainClient, Hex } from '@yumanet/chain-client';
import type { StoredEpoch } from './stored-epoch.js';

/** Decoded SCALE, as far as it is read here. */
interface Decoded {
  readonly isTrue: boolean;
  readonly isNone: boolean;
  toNumber(): number;
  toBigInt(): bigint;
  toHex(): string;
  unwrap(): Decoded;
  [Symbol.iterator](): Iterator<Decoded>;
}

const VECTORS = [
  'Active',
  'ValidatorPermit',
  'Rank',
  'Trust',
  'Consensus',
  'ValidatorTrust',
  'Incentive',
  'Dividends',
  'PruningScores',
  'Emission',
  'LoadedEmission',
  'SubnetworkN',
] as const;

/**
 * What the chain stored of an epoch, read from the state after its block.
 *
 * @param n neurons that the epoch knew.
 * @throws ServiceError STATE_DISCARDED, BLOCK_UNKNOWN (NOT_FOUND), UNAVAILABLE, DEADLINE_EXCEEDED.
 */
export async function readStoredEpoch(
  client: Pick<ChainClient, 'queryMulti'>,
  netuid: number,
  n: number,
  blockHash: Hex,
): Promise<StoredEpoch> {
  const pallet = 'SubtensorModule';
  const perUid = (item: string) =>
    Array.from({ length: n }, (_, uid) => ({ pallet, item, keys: [netuid, uid] }));
  const vectors = VECTORS.map((item) => ({ pallet, item, keys: [netuid] }));
  const values = (await client.queryMulti(
    [...vectors, ...perUid('Bonds'), ...perUid('Keys')],
    blockHash,
  )) as unknown as Decoded[];
  const vector = (item: (typeof VECTORS)[number]): Decoded => values[VECTORS.indexOf(item)] as Decoded;
  const numbers = (item: (typeof VECTORS)[number]) => [...vector(item)].map((each) => each.toNumber());
  const flags = (item: (typeof VECTORS)[number]) => [...vector(item)].map((each) => each.isTrue);
  const bonds = VECTORS.length;
  return {
    n: vector('SubnetworkN').toNumber(),
    hotkeys: values.slice(bonds + n).map((key) => key.toHex().slice(2)),
    active: flags('Active'),
    validatorPermit: flags('ValidatorPermit'),
    rank: numbers('Rank'),
    trust: numbers('Trust'),
    consensus: numbers('Consensus'),
    validatorTrust: numbers('ValidatorTrust'),
    incentive: numbers('Incentive'),
    dividends: numbers('Dividends'),
    pruningScores: numbers('PruningScores'),
    emissionRao: [...vector('Emission')].map((each) => each.toBigInt()),
    loadedEmission: loaded(vector('LoadedEmission')),
    bonds: values.slice(bonds, bonds + n).map((row) => [...row].map(pair)),
  };
}

function pair(entry: Decoded): readonly [number, number] {
  const [uid, value] = [...entry].map((each) => each.toNumber());
  return [uid ?? 0, value ?? 0];
}

function loaded(option: Decoded): StoredEpoch['loadedEmission'] {
  if (option.isNone) return undefined;
  return [...option.unwrap()].map((entry) => {
    const [hotkey, server, validator] = [...entry] as [Decoded, Decoded, Decoded];
    return [hotkey.toHex().slice(2), server.toBigInt(), validator.toBigInt()] as const;
  });
}
