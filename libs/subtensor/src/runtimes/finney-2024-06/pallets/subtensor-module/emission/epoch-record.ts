import type { AccountId, Context } from '@yumanet/frame';
import type { EpochInput2024, EpochOutput2024 } from '@yumanet/yuma-core';

/** One epoch: who, what went in, what came out. */
export interface EpochRecord {
  readonly netuid: number;
  readonly hotkeys: readonly (readonly [uid: number, hotkey: AccountId])[];
  readonly input: EpochInput2024;
  readonly output: EpochOutput2024;
}

/**
 * Told of every epoch while its block is executed, which may happen more than once for a block, and for blocks that
 * never become part of the chain: an observer keys what it keeps by block. Not told of dry runs (`RuntimeHost.dryRun`).
 */
export type EpochObserver = (ctx: Context, record: EpochRecord) => void;
