import {
  AccountId32,
  Codecs,
  H256,
  blake2_256,
  bool,
  struct,
  toHex,
  tuple,
  u16,
  u32,
  u64,
  u8,
  vec,
  type ValueOf,
} from '@yumanet/frame';
import type { EpochInput2024 } from '@yumanet/yuma-core';
import type { EpochRecord } from '../runtimes/finney-2024-06/pallets/subtensor-module/emission/epoch-record.js';
import { packPairs, pairsOf } from './pairs.js';

/** Raised whenever a field changes its meaning or place. */
export const SNAPSHOT_VERSION = 1;

const Row = vec(tuple(u16, u16));

/**
 * One epoch's input as a message: everything that Yuma 2024 reads, so that whoever has it can recompute the epoch
 * without the chain. SCALE, in this order; rao and blocks u64; proportions u16 with 65535 = 1; vectors by uid.
 */
export const EpochSnapshot = struct('yumanet::EpochSnapshot', {
  version: u8,
  netuid: u16,
  /** The block whose step ran the epoch, and the hash of the one before it. */
  block: u32,
  parent_hash: H256,
  /** Who the uids are, in the order in which they are paid. */
  hotkeys: vec(tuple(u16, AccountId32)),
  rao_emission: u64,
  activity_cutoff: u64,
  last_update: vec(u64),
  block_at_registration: vec(u64),
  stake: vec(u64),
  validator_permit: vec(bool),
  max_allowed_validators: u16,
  kappa: u16,
  /** Millionths. */
  bonds_moving_average: u64,
  weights: vec(Row),
  bonds: vec(Row),
});

export type EpochSnapshotValue = ValueOf<typeof EpochSnapshot>;

/** The snapshot of an epoch that ran in a block upon `parentHash` (32 bytes as hex). */
export function takeSnapshot(
  { netuid, hotkeys, input }: EpochRecord,
  parentHash: string,
): EpochSnapshotValue {
  return {
    version: SNAPSHOT_VERSION,
    netuid,
    block: Number(input.currentBlock),
    parent_hash: parentHash,
    hotkeys,
    rao_emission: input.raoEmission,
    activity_cutoff: input.activityCutoff,
    last_update: [...input.lastUpdate],
    block_at_registration: [...input.blockAtRegistration],
    stake: [...input.stake],
    validator_permit: Array.from(input.validatorPermit, Boolean),
    max_allowed_validators: input.maxAllowedValidators,
    kappa: input.kappa,
    bonds_moving_average: input.bondsMovingAverage,
    weights: pairsOf(input.weights, input.n),
    bonds: pairsOf(input.bonds, input.n),
  };
}

/** The input for `YumaEngine.runEpoch`. */
export function inputOf(snapshot: EpochSnapshotValue): EpochInput2024 {
  return {
    ruleset: '2024',
    n: snapshot.stake.length,
    currentBlock: BigInt(snapshot.block),
    raoEmission: snapshot.rao_emission,
    activityCutoff: snapshot.activity_cutoff,
    lastUpdate: BigUint64Array.from(snapshot.last_update),
    blockAtRegistration: BigUint64Array.from(snapshot.block_at_registration),
    stake: BigUint64Array.from(snapshot.stake),
    validatorPermit: Uint8Array.from(snapshot.validator_permit, Number),
    maxAllowedValidators: snapshot.max_allowed_validators,
    kappa: snapshot.kappa,
    bondsMovingAverage: snapshot.bonds_moving_average,
    weights: packPairs(snapshot.weights),
    bonds: packPairs(snapshot.bonds),
  };
}

/** Encodes and decodes snapshots; throws a FrameError (SCALE_*) on bytes that are none. */
export function snapshotCodec(): {
  encode(snapshot: EpochSnapshotValue): Uint8Array;
  decode(bytes: Uint8Array): EpochSnapshotValue;
} {
  const codecs = new Codecs({});
  return {
    encode: (snapshot) => codecs.encode(EpochSnapshot, snapshot),
    decode: (bytes) => codecs.decode(EpochSnapshot, bytes),
  };
}

/** blake2b-256 of an encoded snapshot, as hex: what stays of it when it is no longer kept. */
export const snapshotDigest = (encoded: Uint8Array): string => toHex(blake2_256(encoded));
