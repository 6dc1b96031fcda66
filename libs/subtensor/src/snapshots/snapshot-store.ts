import type { Context } from '@yumanet/frame';
import type { EpochRecord } from '../runtimes/finney-2024-06/pallets/subtensor-module/emission/epoch-record.js';
import { ParentHash } from '../runtimes/finney-2024-06/pallets/system/storage.js';
import { KeptSnapshot } from './kept-snapshot.js';

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
  readonly #kept = new Map<number, KeptSnapshot[]>();

  constructor(private readonly options: SnapshotStoreOptions) {}

  readonly observe = (ctx: Context, record: EpochRecord): void => {
    const snapshot = new KeptSnapshot(record, ParentHash.get(ctx));
    const { netuid, block, parentHash } = snapshot;
    const others = (this.#kept.get(netuid) ?? []).filter(
      (each) => each.block !== block || each.parentHash !== parentHash,
    );
    // A block of the past that is executed again takes its old place.
    const after = others.findIndex((each) => each.block > block);
    others.splice(after < 0 ? others.length : after, 0, snapshot);
    this.#kept.set(netuid, this.#thin(others));
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

  /** The epochs of the block of this height upon `parentHash`, by netuid. */
  inBlock(block: number, parentHash: string): readonly KeptSnapshot[] {
    return [...this.#kept.keys()]
      .sort((a, b) => a - b)
      .flatMap((netuid) => this.find(netuid, block, parentHash) ?? []);
  }

  #thin(kept: KeptSnapshot[]): KeptSnapshot[] {
    const { keepWhole, keepDigests } = this.options;
    const recent = kept.slice(Math.max(kept.length - keepWhole - keepDigests, 0));
    for (const each of recent.slice(0, Math.max(recent.length - keepWhole, 0))) each.thin();
    return recent;
  }
}
