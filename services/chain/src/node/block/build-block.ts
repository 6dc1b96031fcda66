import type { Runtime, RuntimeHost } from '@yumanet/frame';
import { equalBytes, toHex } from '../../bytes.js';
import { ChainError } from '../../errors.js';
import { RuntimeApi, encodeInherentData, type ApplyResult } from '../runtime/runtime-api.js';
import { validityText, type ValidityError } from '../runtime/validity.js';
import type { ComputeTree, StateChanges } from '../state/overlay.js';
import { Overlay } from '../state/overlay.js';
import type { TreeUpdate } from '../state/state-tree.js';
import type { StateView } from '../state/state-view.js';
import { makeBlock, type Block } from './block.js';
import type { BlockTime } from './clock.js';
import { auraPreRuntime, type Header } from './header.js';

const ZERO_HASH = new Uint8Array(32);

/** What a block stands on. */
export interface BlockParent {
  readonly hash: Uint8Array;
  readonly number: number;
  readonly state: StateView;
  readonly computeTree: ComputeTree;
}

/** A block with what it does to the state; nothing is written yet. */
export interface BuiltBlock {
  readonly block: Block;
  readonly changes: StateChanges;
  readonly tree: TreeUpdate;
}

/** How one transaction fared: in the block, left for a later one, or not valid any more. */
export type Outcome = { readonly kind: 'included' } | { readonly kind: 'postponed' } | ValidityError;

/** One block in the making: open, apply, close; in this order. */
export class BlockBuilder {
  private readonly overlay: Overlay;
  private readonly api: RuntimeApi;
  private readonly extrinsics: Uint8Array[] = [];
  private bytes = 0;

  constructor(
    private readonly parent: BlockParent,
    runtime: Runtime,
    host: RuntimeHost,
    private readonly maxBytes: number,
  ) {
    this.overlay = new Overlay(parent.state, parent.computeTree);
    this.api = new RuntimeApi(runtime, this.overlay, host);
  }

  /** Begins the block and puts the inherents in. */
  open(time: BlockTime): void {
    this.initialize([auraPreRuntime(time.slot)]);
    for (const inherent of this.api.inherentExtrinsics(encodeInherentData(time.timestampMs, time.slot))) {
      this.applyMandatory(inherent);
    }
  }

  /** Begins a block that exists already. */
  reopen(header: Header): void {
    this.initialize(header.digest);
  }

  private initialize(digest: readonly Uint8Array[]): void {
    this.api.initializeBlock({
      parentHash: this.parent.hash,
      number: this.parent.number + 1,
      stateRoot: ZERO_HASH,
      extrinsicsRoot: ZERO_HASH,
      digest,
    });
  }

  /** @throws ChainError BLOCK_INVALID when the extrinsic does not apply. */
  applyMandatory(extrinsic: Uint8Array): void {
    const result = this.api.applyExtrinsic(extrinsic);
    if (result.kind === 'included') {
      this.extrinsics.push(extrinsic);
      return;
    }
    throw new ChainError(
      'BLOCK_INVALID',
      `extrinsic ${this.extrinsics.length} of block ${this.parent.number + 1}: expected a valid one, got "${validityText(result)}"`,
    );
  }

  /**
   * Puts a transaction in if it is valid and there is room. A refused one leaves no trace, nor does one at which the
   * runtime gives up (upstream: panics); the error is the runtime's own, and the block can go on.
   */
  tryApply(extrinsic: Uint8Array): Outcome {
    if (this.bytes + extrinsic.length > this.maxBytes) return { kind: 'postponed' };
    const depth = this.overlay.depth;
    this.overlay.begin();
    let result: ApplyResult;
    try {
      result = this.api.applyExtrinsic(extrinsic);
    } catch (error) {
      while (this.overlay.depth > depth) this.overlay.rollback();
      throw error;
    }
    if (result.kind !== 'included') {
      this.overlay.rollback();
      return result.reason === 'ExhaustsResources' ? { kind: 'postponed' } : result;
    }
    this.overlay.commit();
    this.extrinsics.push(extrinsic);
    this.bytes += extrinsic.length;
    return result;
  }

  /** Ends the block. @throws ChainError BLOCK_INVALID when the header's state root is not the state's. */
  close(): BuiltBlock {
    const header = this.api.finalizeBlock();
    const tree = this.overlay.tree();
    if (!equalBytes(header.stateRoot, tree.root)) {
      throw new ChainError(
        'BLOCK_INVALID',
        `state root of block ${header.number}: expected ${toHex(tree.root)}, got ${toHex(header.stateRoot)}`,
      );
    }
    return { block: makeBlock(header, this.extrinsics), changes: this.overlay.effectiveChanges(), tree };
  }
}

/**
 * Makes a block again from its header and extrinsics: the check that anyone's execution gives the same bits.
 *
 * @throws ChainError BLOCK_INVALID when the result is another block.
 */
export function replayBlock(
  block: Block,
  parent: BlockParent,
  runtime: Runtime,
  host: RuntimeHost,
): BuiltBlock {
  const builder = new BlockBuilder(parent, runtime, host, Infinity);
  builder.reopen(block.header);
  for (const extrinsic of block.extrinsics) builder.applyMandatory(extrinsic);
  const built = builder.close();
  if (!equalBytes(built.block.hash, block.hash)) {
    throw new ChainError(
      'BLOCK_INVALID',
      `replay of block ${block.header.number}: expected ${toHex(block.hash)}, got ${toHex(built.block.hash)}`,
    );
  }
  return built;
}
