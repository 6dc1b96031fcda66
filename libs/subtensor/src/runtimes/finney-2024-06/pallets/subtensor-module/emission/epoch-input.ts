import { packRows, type EpochInput2024, type SparseRows } from '@yumanet/yuma-core';
import type { AccountId, AnyStorageItem, Context, StorageItem } from '@yumanet/frame';
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
import { rawVector, uidOfKey } from './raw.js';

/** An epoch's input, and who the uids are, in the storage order of Keys: the order in which they are paid. */
export interface EpochReading {
  readonly input: EpochInput2024;
  readonly hotkeys: readonly (readonly [uid: number, hotkey: AccountId])[];
}

/**
 * Reads what `epoch()` reads. `raoEmission` is what it distributes.
 *
 * PERF: n = 256 with 64 rows of weights and bonds takes about a millisecond: keys and rows are read as bytes, since a
 * row's SCALE form is the layout that Yuma takes.
 */
export function readEpoch(ctx: Context, netuid: number, raoEmission: bigint): EpochReading {
  const n = SubnetworkN.get(ctx, netuid);
  const hotkeys = [...Keys.entries(ctx, netuid)].map(([[, uid], hotkey]) => [uid, hotkey] as const);
  const stake = new BigUint64Array(n);
  const blockAtRegistration = new BigUint64Array(n);
  for (const [uid, hotkey] of hotkeys) {
    if (uid >= n) continue;
    stake[uid] = TotalHotkeyStake.get(ctx, hotkey);
    blockAtRegistration[uid] = BlockAtRegistration.get(ctx, netuid, uid);
  }
  const input: EpochInput2024 = {
    ruleset: '2024',
    n,
    currentBlock: currentBlock(ctx),
    raoEmission,
    activityCutoff: BigInt(ActivityCutoff.get(ctx, netuid)),
    lastUpdate: BigUint64Array.from(LastUpdate.get(ctx, netuid)),
    blockAtRegistration,
    stake,
    validatorPermit: Uint8Array.from(ValidatorPermit.get(ctx, netuid), Number),
    maxAllowedValidators: MaxAllowedValidators.get(ctx, netuid),
    kappa: Kappa.get(ctx, netuid),
    bondsMovingAverage: BondsMovingAverage.get(ctx, netuid),
    weights: readRows(Weights, ctx, netuid, n),
    bonds: readRows(Bonds, ctx, netuid, n),
  };
  return { input, hotkeys };
}

type Rows = StorageItem<[number, number], readonly (readonly [number, number])[], unknown>;

const EMPTY = new Uint16Array();

/** Stored rows by uid; rows of uids that do not exist any more are passed over. */
function readRows(item: Rows & AnyStorageItem, ctx: Context, netuid: number, n: number): SparseRows {
  const rows = new Array<Uint16Array>(n).fill(EMPTY);
  for (const key of ctx.storage.keys(item.key(ctx, netuid))) {
    const uid = uidOfKey(key);
    const bytes = uid < n ? ctx.storage.get(key) : undefined;
    if (bytes !== undefined) rows[uid] = rawVector(bytes);
  }
  return packRows(rows);
}
