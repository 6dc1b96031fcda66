import type { Context, Phase } from '../context.js';
import type { DispatchClassName, DispatchInfo, WeightValue } from '../dispatch/info.js';
import type { DispatchResult } from '../dispatch/result.js';
import type { ValueOf } from '../types/type.js';
import type { Digest, Header } from '../types/common.js';
import type { EventRecordValue } from './call-context.js';

export type HeaderValue = ValueOf<typeof Header>;
export type DigestValue = ValueOf<typeof Digest>;

/** What the executive asks of the runtime's System pallet: frame_system's part in a block. */
export interface SystemPort {
  /** Clears the last block's events. */
  resetEvents(ctx: Context): void;
  initialize(ctx: Context, number: number, parentHash: string, digest: DigestValue): void;
  registerExtraWeight(ctx: Context, weight: WeightValue, dispatchClass: DispatchClassName): void;
  /** WeightValue of an empty block. */
  baseBlockWeight(ctx: Context): WeightValue;
  noteFinishedInitialize(ctx: Context): void;
  inherentsApplied(ctx: Context): boolean;
  noteInherentsApplied(ctx: Context): void;
  /** Keeps the extrinsic for the extrinsics root. */
  noteExtrinsic(ctx: Context, encoded: Uint8Array): void;
  noteAppliedExtrinsic(ctx: Context, result: DispatchResult, info: DispatchInfo): void;
  noteFinishedExtrinsics(ctx: Context): void;
  /** Ends the block; `state_root` of the answer covers everything written. */
  finalize(ctx: Context): HeaderValue;
  /** Appends events to the block's. */
  storeEvents(ctx: Context, events: readonly EventRecordValue[]): void;
  /** The phase that deposited events belong to now; undefined before the first block. */
  phase(ctx: Context): Phase | undefined;
  blockNumber(ctx: Context): number;
  /** Whether the runtime's version differs from the one that made the last block, and notes it. */
  noteRuntimeUpgrade(ctx: Context): boolean;
}
