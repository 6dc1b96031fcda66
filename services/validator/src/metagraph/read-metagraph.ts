import type { ChainClient, Hex } from '@yumanet/chain-client';
import { axonAddress } from '@yumanet/subnet-kit/axon';
import type { Metagraph, Neuron, Standing } from './metagraph.js';

/** Decoded SCALE, as far as it is read here. */
export interface Decoded {
  readonly isTrue: boolean;
  readonly isNone: boolean;
  toNumber(): number;
  toBigInt(): bigint;
  toString(): string;
  unwrap(): Decoded;
  [Symbol.iterator](): Iterator<Decoded>;
}

interface DecodedAxon {
  readonly block: Decoded;
  readonly ip: Decoded;
  readonly port: Decoded;
  readonly ipType: Decoded;
  readonly protocol: Decoded;
}

/** `AxonInfo.protocol` as the Python SDK announces its axons (bittensor 7.2.0: `axon.py`, `info`); this project's write 0. */
const SDK_PROTOCOL = 4;

export type ChainReader = Pick<ChainClient, 'queryMulti'>;

/** Values of SubtensorModule at one block. */
export async function read(
  client: ChainReader,
  at: Hex,
  ...items: readonly (readonly [item: string, ...keys: unknown[]])[]
): Promise<Decoded[]> {
  const questions = items.map(([item, ...keys]) => ({ pallet: 'SubtensorModule', item, keys }));
  return (await client.queryMulti(questions, at)) as unknown as Decoded[];
}

/** @throws ServiceError as the endpoint's reads. */
export async function readStanding(
  client: ChainReader,
  { netuid, hotkey }: { readonly netuid: number; readonly hotkey: string },
  head: { readonly number: number; readonly hash: Hex },
): Promise<Standing> {
  const [uidOf, tempo, permits, updates, stake, minStake, rateLimit, versionKey, ...commits] = (await read(
    client,
    head.hash,
    ['Uids', netuid, hotkey],
    ['Tempo', netuid],
    ['ValidatorPermit', netuid],
    ['LastUpdate', netuid],
    ['TotalHotkeyStake', hotkey],
    ['WeightsMinStake'],
    ['WeightsSetRateLimit', netuid],
    ['WeightsVersionKey', netuid],
    ['CommitRevealWeightsEnabled', netuid],
    ['WeightCommitRevealInterval', netuid],
    ['WeightCommits', netuid, hotkey],
  )) as [Decoded, Decoded, Decoded, Decoded, Decoded, Decoded, Decoded, Decoded, ...Decoded[]];
  const [commitReveal, commitInterval, commit] = commits as [Decoded, Decoded, Decoded];
  const uid = uidOf.isNone ? undefined : uidOf.unwrap().toNumber();
  return {
    block: head.number,
    blockHash: head.hash,
    tempo: tempo.toNumber(),
    uid,
    permit: uid !== undefined && ([...permits][uid]?.isTrue ?? false),
    lastUpdate: uid === undefined ? 0 : ([...updates][uid]?.toNumber() ?? 0),
    stakeRao: stake.toBigInt(),
    weightsMinStakeRao: minStake.toBigInt(),
    weightsRateLimit: rateLimit.toNumber(),
    weightsVersionKey: versionKey.toBigInt(),
    commitReveal: commitReveal.isTrue,
    commitInterval: commitInterval.toNumber(),
    commit: commitOf(commit),
  };
}

function commitOf(option: Decoded): Standing['commit'] {
  if (option.isNone) return undefined;
  const [hash, block] = [...option.unwrap()] as [Decoded, Decoded];
  return { hash: hash.toString(), block: block.toNumber() };
}

/** @throws ServiceError as the endpoint's reads. */
export async function readMetagraph(
  client: ChainReader,
  netuid: number,
  head: { readonly number: number; readonly hash: Hex },
): Promise<Metagraph> {
  const [size, minWeights, maxWeight] = (await read(
    client,
    head.hash,
    ['SubnetworkN', netuid],
    ['MinAllowedWeights', netuid],
    ['MaxWeightsLimit', netuid],
  )) as [Decoded, Decoded, Decoded];
  const uids = Array.from({ length: size.toNumber() }, (_, uid) => uid);
  const keys = await read(client, head.hash, ...uids.map((uid) => ['Keys', netuid, uid] as const));
  const hotkeys = keys.map(String);
  const [registered, axons] = await Promise.all([
    read(client, head.hash, ...uids.map((uid) => ['BlockAtRegistration', netuid, uid] as const)),
    read(client, head.hash, ...hotkeys.map((hotkey) => ['Axons', netuid, hotkey] as const)),
  ]);
  return {
    netuid,
    block: head.number,
    minAllowedWeights: minWeights.toNumber(),
    maxWeightsLimit: maxWeight.toNumber(),
    neurons: uids.map((uid) => ({
      uid,
      hotkey: hotkeys[uid] ?? '',
      registeredAt: registered[uid]?.toNumber() ?? 0,
      axon: axonOf(axons[uid]),
    })),
  };
}

function axonOf(option: Decoded | undefined): Neuron['axon'] {
  if (!option || option.isNone) return undefined;
  const { block, ip, port, ipType, protocol } = option.unwrap() as unknown as DecodedAxon;
  const place = { ip: ip.toBigInt(), port: port.toNumber(), ipType: ipType.toNumber() };
  const address = axonAddress(place);
  if (address === undefined) return undefined;
  const speaks = protocol.toNumber() === SDK_PROTOCOL ? 'http' : 'grpc';
  return { address, servedAt: block.toNumber(), protocol: speaks };
}
