import type { ApiPromise } from '@polkadot/api';
import { packRows, type EpochInput2024, type RootValidator } from '@yumanet/yuma-core';

/** rao by account. */
export type Ledger = ReadonlyMap<string, bigint>;

export interface Network {
  readonly netuid: number;
  /** Blocks between epochs, less one. */
  readonly tempo: number;
  readonly owner: string | undefined;
  /** Rao per block, as root shared it. */
  readonly emission: bigint;
  readonly pending: bigint;
  /** What the next block pays: hotkey, server and validator rao. */
  readonly loaded: readonly (readonly [string, bigint, bigint])[];
  /** Hotkeys by uid. */
  readonly hotkeys: readonly string[];
  /** What an epoch reads of storage; the block, the stake and the emission come with the epoch. */
  readonly epoch: Omit<EpochInput2024, 'currentBlock' | 'raoEmission' | 'stake'>;
}

/** Everything that says who is paid what, as a client reads it after one block. */
export interface Economy {
  readonly block: bigint;
  readonly issuance: bigint;
  readonly balances: Ledger;
  /** hotkey → coldkey → rao. */
  readonly stakes: ReadonlyMap<string, Ledger>;
  readonly owners: ReadonlyMap<string, string>;
  /** Delegates' takes, u16 proportions. */
  readonly takes: ReadonlyMap<string, number>;
  /** u16 proportion. */
  readonly ownerCut: number;
  readonly root: { readonly tempo: number; readonly rho: number; readonly kappa: number };
  readonly rootValidators: readonly (RootValidator & { readonly hotkey: string })[];
  /** Netuids with root, in storage order. */
  readonly netuids: readonly number[];
  /** Subnets, in storage order. */
  readonly networks: readonly Network[];
}

type Plain = bigint | boolean | string | readonly Plain[];
type Row = readonly [keys: readonly Plain[], value: Plain];

interface Decoded {
  readonly isTrue?: boolean;
  unwrap?(): Decoded;
  toBigInt?(): bigint;
  toString(): string;
}

/** Decoded SCALE as plain values: integers as bigints, accounts as SS58. */
function plain(value: Decoded): Plain {
  if (Array.isArray(value)) return (value as Decoded[]).map(plain);
  if (value.unwrap !== undefined) return plain(value.unwrap());
  if (value.isTrue !== undefined) return value.isTrue;
  return value.toBigInt?.() ?? value.toString();
}

type ApiAt = Awaited<ReturnType<ApiPromise['at']>>;

const rows = async (at: ApiAt, item: string, ...keys: unknown[]): Promise<Row[]> =>
  (await at.query['subtensorModule']![item]!.entries(...keys)).map(([key, value]) => [
    key.args.map((arg) => plain(arg)),
    plain(value),
  ]);

const value = async (at: ApiAt, item: string, ...keys: unknown[]): Promise<Plain> =>
  plain(await at.query['subtensorModule']![item]!(...keys));
const integer = async (at: ApiAt, item: string, ...keys: unknown[]): Promise<number> =>
  Number(await value(at, item, ...keys));

async function map<V extends Plain>(at: ApiAt, item: string): Promise<Map<string, V>> {
  return new Map((await rows(at, item)).map(([[key], found]) => [String(key), found as V]));
}

/** Values by the second key, a uid, as a list. */
async function byUid<V extends Plain>(at: ApiAt, item: string, netuid: number): Promise<V[]> {
  const list: V[] = [];
  for (const [[, uid], found] of await rows(at, item, netuid)) list[Number(uid)] = found as V;
  return list;
}

type Pairs = readonly (readonly [bigint, bigint])[];

async function sparseRows(at: ApiAt, item: string, netuid: number, n: number) {
  const found = await byUid<Pairs>(at, item, netuid);
  return packRows(Array.from({ length: n }, (_, uid) => (found[uid] ?? []).flat().map(Number)));
}

async function readEpoch(at: ApiAt, netuid: number): Promise<Network['epoch']> {
  const n = await integer(at, 'subnetworkN', netuid);
  return {
    ruleset: '2024',
    n,
    activityCutoff: BigInt(await integer(at, 'activityCutoff', netuid)),
    lastUpdate: BigUint64Array.from((await value(at, 'lastUpdate', netuid)) as bigint[]),
    blockAtRegistration: BigUint64Array.from(await byUid<bigint>(at, 'blockAtRegistration', netuid)),
    validatorPermit: Uint8Array.from(((await value(at, 'validatorPermit', netuid)) as boolean[]).map(Number)),
    maxAllowedValidators: await integer(at, 'maxAllowedValidators', netuid),
    kappa: await integer(at, 'kappa', netuid),
    bondsMovingAverage: (await value(at, 'bondsMovingAverage', netuid)) as bigint,
    weights: await sparseRows(at, 'weights', netuid, n),
    bonds: await sparseRows(at, 'bonds', netuid, n),
  };
}

async function readNetwork(at: ApiAt, netuid: number, owner: string | undefined): Promise<Network> {
  const [tempo, emission, pending, loaded, hotkeys, epoch] = await Promise.all([
    integer(at, 'tempo', netuid),
    value(at, 'emissionValues', netuid),
    value(at, 'pendingEmission', netuid),
    map<Network['loaded']>(at, 'loadedEmission'),
    byUid<string>(at, 'keys', netuid),
    readEpoch(at, netuid),
  ]);
  return {
    netuid,
    tempo,
    owner,
    emission: emission as bigint,
    pending: pending as bigint,
    loaded: loaded.get(String(netuid)) ?? [],
    hotkeys,
    epoch,
  };
}

async function readBalances(at: ApiAt): Promise<Ledger> {
  const accounts = await at.query['system']!['account']!.entries();
  return new Map(
    accounts.map(([key, account]) => [
      key.args[0]!.toString(),
      (account as never as { data: { free: { toBigInt(): bigint } } }).data.free.toBigInt(),
    ]),
  );
}

async function readStakes(at: ApiAt): Promise<Map<string, Map<string, bigint>>> {
  const stakes = new Map<string, Map<string, bigint>>();
  for (const [[hotkey, coldkey], rao] of await rows(at, 'stake')) {
    const of = stakes.get(String(hotkey)) ?? new Map<string, bigint>();
    stakes.set(String(hotkey), of.set(String(coldkey), rao as bigint));
  }
  return stakes;
}

async function readRoot(at: ApiAt): Promise<Pick<Economy, 'root' | 'rootValidators'>> {
  const [tempo, rho, kappa, hotkeys, weights, totals] = await Promise.all([
    integer(at, 'tempo', 0),
    integer(at, 'rho', 0),
    integer(at, 'kappa', 0),
    byUid<string>(at, 'keys', 0),
    byUid<Pairs>(at, 'weights', 0),
    map<bigint>(at, 'totalHotkeyStake'),
  ]);
  const rootValidators = hotkeys.map((hotkey, uid) => ({
    hotkey,
    stakeRao: totals.get(hotkey) ?? 0n,
    weights: (weights[uid] ?? []).map(([netuid, weight]) => [Number(netuid), Number(weight)] as const),
  }));
  return { root: { tempo, rho, kappa }, rootValidators };
}

/** Reads the economy as it is after the block of this hash. */
export async function readEconomy(api: ApiPromise, hash: string): Promise<Economy> {
  const at = await api.at(hash);
  const [added, subnetOwners] = await Promise.all([
    rows(at, 'networksAdded'),
    map<string>(at, 'subnetOwner'),
  ]);
  const netuids = added.map(([[netuid]]) => Number(netuid));
  const [balances, stakes, owners, takes, issuance, ownerCut, root, networks] = await Promise.all([
    readBalances(at),
    readStakes(at),
    map<string>(at, 'owner'),
    map<bigint>(at, 'delegates'),
    value(at, 'totalIssuance'),
    integer(at, 'subnetOwnerCut'),
    readRoot(at),
    Promise.all(
      netuids
        .filter((netuid) => netuid !== 0)
        .map((netuid) => readNetwork(at, netuid, subnetOwners.get(String(netuid)))),
    ),
  ]);
  return {
    block: ((await at.query['system']!['number']!()) as never as { toBigInt(): bigint }).toBigInt(),
    issuance: issuance as bigint,
    balances,
    stakes,
    owners,
    takes: new Map([...takes].map(([hotkey, take]) => [hotkey, Number(take)])),
    ownerCut,
    ...root,
    netuids,
    networks,
  };
}
