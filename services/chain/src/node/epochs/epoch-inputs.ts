import type { Runtime, RuntimeHost } from '@yumanet/frame';
import type { KeptSnapshot, SnapshotStore } from '@yumanet/subtensor';
import { toHex } from '../../bytes.js';
import { ChainError } from '../../errors.js';
import type { Block } from '../block/block.js';
import { RuntimeApi } from '../runtime/runtime-api.js';
import type { ChainStore } from '../state/chain-store.js';
import { Overlay } from '../state/overlay.js';

export interface EpochInputsDependencies {
  readonly runtime: Runtime;
  readonly host: RuntimeHost;
  readonly store: ChainStore;
  /** What the runtime reports its epochs to; without it no block has any. */
  readonly snapshots?: SnapshotStore | undefined;
}

/** Blocks known to have been executed here; the snapshots of older ones are gone anyhow, or are made again. */
const REMEMBERED = 4096;

/**
 * The inputs of the epochs of a block. Those of blocks executed in this process are at hand; an older block's step is
 * executed again upon its parent's state, if that is still kept.
 */
export class EpochInputs {
  private readonly executed = new Set<string>();

  constructor(private readonly deps: EpochInputsDependencies) {}

  /** To be told of every block that was executed. */
  onBlock({ hash }: Block): void {
    this.executed.add(toHex(hash));
    if (this.executed.size <= REMEMBERED) return;
    const [oldest] = this.executed;
    this.executed.delete(oldest!);
  }

  /** By netuid; empty also when neither the snapshots nor the parent's state are kept any more. */
  of(block: Block): readonly KeptSnapshot[] {
    const { snapshots } = this.deps;
    const { number, parentHash } = block.header;
    if (snapshots === undefined || number === 0) return [];
    if (!this.executed.has(toHex(block.hash)) && this.executeStep(block)) this.onBlock(block);
    return snapshots.inBlock(number, toHex(parentHash));
  }

  /** What happens in a block before its extrinsics, the epochs among it. @returns false when the state is gone. */
  private executeStep({ header }: Block): boolean {
    const { runtime, host, store } = this.deps;
    try {
      const parent = new Overlay(store.stateAt(header.number - 1));
      new RuntimeApi(runtime, parent, host).initializeBlock(header);
      return true;
    } catch (error) {
      if (error instanceof ChainError && error.code === 'STATE_DISCARDED') return false;
      throw error;
    }
  }
}
