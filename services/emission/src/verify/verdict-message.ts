import { Verdict, type EpochVerdict, type NeuronEpoch } from '@yumanet/proto/emission/v1';
import type { EpochOutput2024 } from '@yumanet/yuma-core';
import type { EpochSnapshotValue } from '@yumanet/subtensor';
import { UNVERIFIABLE } from '../errors.js';
import type { EpochName, Verification } from './verify-epoch.js';

/** Where an epoch stands: its block, and the block's message on the bus. */
export interface EpochPlace {
  /** Hex without 0x. */
  readonly blockHash: string;
  readonly sequence: number;
}

const bytes = (hex: string): Buffer => Buffer.from(hex, 'hex');

/** A verification as the message that is published and kept. */
export function verdictMessage(name: EpochName, place: EpochPlace, result: Verification): EpochVerdict {
  const common = {
    netuid: name.netuid,
    block: BigInt(name.block),
    blockHash: bytes(place.blockHash),
    snapshotDigest: bytes(name.snapshotDigest),
    sourceSequence: BigInt(place.sequence),
  };
  if (result.kind === 'unverifiable') {
    return {
      ...common,
      verdict: Verdict.VERDICT_UNVERIFIABLE,
      difference: undefined,
      reason: `${result.code}: ${UNVERIFIABLE[result.code]} (${result.detail})`,
      raoEmission: 0n,
      neurons: [],
    };
  }
  const { snapshot, output, difference } = result;
  return {
    ...common,
    verdict: difference ? Verdict.VERDICT_DIFFERENT : Verdict.VERDICT_EQUAL,
    difference,
    reason: '',
    raoEmission: snapshot.rao_emission,
    neurons: neuronsOf(snapshot, output),
  };
}

function neuronsOf(snapshot: EpochSnapshotValue, output: EpochOutput2024): NeuronEpoch[] {
  return [...snapshot.hotkeys]
    .sort(([a], [b]) => a - b)
    .map(([uid, hotkey]) => ({
      uid,
      hotkey: bytes(hotkey),
      stakeRao: snapshot.stake[uid] ?? 0n,
      incentive: output.incentive[uid] ?? 0,
      dividends: output.dividends[uid] ?? 0,
      serverEmissionRao: output.serverEmissionRao[uid] ?? 0n,
      validatorEmissionRao: output.validatorEmissionRao[uid] ?? 0n,
    }));
}
