import type { Context } from '@yumanet/frame';
import type { EpochRecord } from '../runtimes/finney-2024-06/pallets/subtensor-module/emission/epoch-record.js';
import { ParentHash } from '../runtimes/finney-2024-06/pallets/system/storage.js';
import { snapshotCodec, snapshotDigest, takeSnapshot } from './snapshot.js';

/** An epoch that was run: its digest always, the snapshot itself (see `EpochSnapshot`) while it is kept. */
export interface KeptSnapshot {
  readonly netuid: number;
  readonly block: number;
  readonly parentHash: string;
  readonly digest: string;
  readonly encoded: Uint8Array | undefined;
}

export interface SnapshotStoreOptions {
  /** Epochs per subnet whose snapshot is kept whole. */
  readonly keepWhole: number;
  /** Epochs per subnet whose digest is kept after that. */
  readonly keepDigests: number;
}

/**
 * The last epochs' inputs per subnet, outside of the state: nothing of it is in storage or its root. Give `observe` to
 * the runtime as `onEpoch`. A block that is executed again replaces its own snapshot; rival blocks of one height are
 * kept apart by their parent.
 */
export class SnapshotStore {
  readonly #codec = snapshotCodec();
  readonly #kept = new Map<number, KeptSnapshot[]>();

  constructor(private readonly options: SnapshotStoreOptions) {}

  readonly observe = (ctx: Context, record: EpochRecord): void => {
    const parentHash = ParentHash.get(ctx);
    const encoded = this.#codec.encode(takeSnapshot(record, parentHash));
    const { netuid } = record;
    const block = Number(record.input.currentBlock);
    const others = (this.#kept.get(netuid) ?? []).filter(
      (each) => each.block !== block || each.parentHash !== parentHash,
    );
    const kept = [...others, { netuid, block, parentHash, digest: snapshotDigest(encoded), encoded }];
    this.#kept.set(netuid, this.#thin(kept));
  };

  /** Epochs of a subnet, oldest first. */
  list(netuid: number): readonly KeptSnapshot[] {
    return this.#kept.get(netuid) ?? [];
  }

  /** The epoch of a subnet in a block; of rivals, the one upon `parentHash`, or the last executed. */
  find(netuid: number, block: number, parentHash?: string): KeptSnapshot | undefined {
    return this.list(netuid).findLast(
      (each) => each.block === block && (parentHash === undefined || each.parentHash === parentHash),
    );
  }

  #thin(kept: readonly KeptSnapshot[]): KeptSnapshot[] {
    const { keepWhole, keepDigests } = this.options;
    const recent = kept.slice(Math.max(kept.length - keepWhole - keepDigests, 0));
    const whole = recent.length - keepWhole;
    return recent.map((each, i) => (i < whole ? { ...each, encoded: undefined } : each));
  }
}
