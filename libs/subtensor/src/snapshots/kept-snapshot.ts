import type { EpochRecord } from '../runtimes/finney-2024-06/pallets/subtensor-module/emission/epoch-record.js';
import { snapshotCodec, snapshotDigest, takeSnapshot } from './snapshot.js';

const codec = snapshotCodec();

/**
 * An epoch that was run: the snapshot itself (see `EpochSnapshot`) while it is kept, its digest always. Encoded when
 * first asked for: a full subnet's takes longer than its epoch, and a block should not wait for it.
 */
export class KeptSnapshot {
  readonly netuid: number;
  readonly block: number;
  #record: EpochRecord | undefined;
  #encoded: Uint8Array | undefined;
  #digest: string | undefined;

  constructor(
    record: EpochRecord,
    readonly parentHash: string,
  ) {
    this.netuid = record.netuid;
    this.block = Number(record.input.currentBlock);
    this.#record = record;
  }

  /** SCALE of `EpochSnapshot`; undefined when only the digest is kept. */
  get encoded(): Uint8Array | undefined {
    if (this.#record !== undefined)
      this.#encoded ??= codec.encode(takeSnapshot(this.#record, this.parentHash));
    return this.#encoded;
  }

  get digest(): string {
    return (this.#digest ??= snapshotDigest(this.encoded ?? new Uint8Array()));
  }

  /** Keeps no more than the digest from now on. */
  thin(): void {
    void this.digest;
    this.#record = undefined;
    this.#encoded = undefined;
  }
}
