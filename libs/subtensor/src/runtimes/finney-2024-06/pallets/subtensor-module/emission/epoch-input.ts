import { packRows, type EpochInput2024, type SparseRows } from '@yumanet/yuma-core';
import { toHex, type AccountId, type Context, type Hex, type StorageItem } from '@yumanet/frame';
import { currentBlock } from '../block.js';
import {
  ActivityCutoff,
  BondsMovingAverage,
  Kappa,
  MaxAllowedValidators,
} from '../storage/hyperparameters.js';
import { SubnetworkN } from '../storage/networks.js';
import {
  BlockAtRegistration,
  Bonds,
  Keys,
  LastUpdate,
  ValidatorPermit,
  Weights,
} from '../storage/neurons.js';
import { TotalHotkeyStake } from '../storage/stake.js';
import { rawFlags, rawU16s, rawU64, rawU64s, uidOfKey } from './raw.js';

/** An epoch's input, and who the uids are, in the storage order of Keys: the order in which they are paid. */
export interface EpochReading {
  readonly input: EpochInput2024;
  readonly hotkeys: readonly (readonly [uid: number, hotkey: AccountId])[];
}

/**
 * Reads what `epoch()` reads. `raoEmission` is what it distributes.
 *
 * PERF: at n = 256 this is some 1,000 reads; keys and values are taken as bytes, since decoding them would cost more
 * than Yuma itself.
 */
export function readEpoch(ctx: Context, netuid: number, raoEmission: bigint): EpochReading {
  const n = SubnetworkN.get(ctx, netuid);
  const hotkeys = [...entriesByUid(Keys, ctx, netuid)].map(([uid, bytes]) => [uid, toHex(bytes)] as const);
  const stake = new BigUint64Array(n);
  for (const [uid, hotkey] of hotkeys) if (uid < n) stake[uid] = totalHotkeyStake(ctx, hotkey);
  const blockAtRegistration = new BigUint64Array(n);
  for (const [uid, bytes] of entriesByUid(BlockAtRegistration, ctx, netuid))
    if (uid < n) blockAtRegistration[uid] = rawU64(bytes);
  const input: EpochInput2024 = {
    ruleset: '2024',
    n,
    currentBlock: currentBlock(ctx),
    raoEmission,
    activityCutoff: BigInt(ActivityCutoff.get(ctx, netuid)),
    lastUpdate: read(LastUpdate, ctx, netuid, rawU64s) ?? new BigUint64Array(),
    blockAtRegistration,
    stake,
    validatorPermit: read(ValidatorPermit, ctx, netuid, rawFlags) ?? new Uint8Array(),
    maxAllowedValidators: MaxAllowedValidators.get(ctx, netuid),
    kappa: Kappa.get(ctx, netuid),
    bondsMovingAverage: BondsMovingAverage.get(ctx, netuid),
    weights: readRows(Weights, ctx, netuid, n),
    bonds: readRows(Bonds, ctx, netuid, n),
  };
  return { input, hotkeys };
}

/** The key of an Identity-hashed account is the account itself. */
function totalHotkeyStake(ctx: Context, hotkey: AccountId): bigint {
  const bytes = ctx.storage.get(TotalHotkeyStake.prefix + hotkey);
  return bytes === undefined ? 0n : rawU64(bytes);
}

function read<V, T>(
  item: StorageItem<[number], V, V>,
  ctx: Context,
  netuid: number,
  raw: (bytes: Uint8Array) => T,
): T | undefined {
  const bytes = ctx.storage.get(item.key(ctx, netuid));
  return bytes && raw(bytes);
}

/** Entries of a network, by uid, in storage order. */
function* entriesByUid<V>(
  item: StorageItem<[number, number], V, V>,
  ctx: Context,
  netuid: number,
): Generator<[uid: number, value: Uint8Array]> {
  const keys: Iterable<Hex> = ctx.storage.keys(item.key(ctx, netuid));
  for (const key of keys) {
    const bytes = ctx.storage.get(key);
    if (bytes !== undefined) yield [uidOfKey(key), bytes];
  }
}

const EMPTY = new Uint16Array();

/** Stored rows by uid; rows of uids that do not exist any more are passed over. */
function readRows<V>(
  item: StorageItem<[number, number], V, V>,
  ctx: Context,
  netuid: number,
  n: number,
): SparseRows {
  const rows = new Array<Uint16Array>(n).fill(EMPTY);
  for (const [uid, bytes] of entriesByUid(item, ctx, netuid)) if (uid < n) rows[uid] = rawU16s(bytes);
  return packRows(rows);
}
