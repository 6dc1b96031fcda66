import type { Hex } from '@yumanet/frame';
import { to0x, toHex } from '../../bytes.js';
import { ChainError, messageOf } from '../../errors.js';
import type { Block } from '../../node/block/block.js';
import type { Chain } from '../../node/chain.js';
import { RpcError } from '../rpc-error.js';
import type { Sink } from '../subscriptions.js';
import { specErrors } from './errors.js';
import { LIMIT_REACHED, Operations, type Started, type StepResult } from './operations.js';

export interface ChainHeadLimits {
  /** Blocks that a client may keep from being forgotten; more end its subscription. */
  readonly pinned: number;
  /** Operations at a time. */
  readonly operations: number;
}

/** How many final blocks a client is told of at first. */
const FINAL_AT_FIRST = 8;

/** One `chainHead_v1_follow`: what the client has been told, what it holds on to, what it has asked for. */
export class ChainHead {
  private readonly pinned = new Map<Hex, number>();
  private readonly operations: Operations;

  constructor(
    private readonly chain: Chain,
    private readonly sink: Sink,
    private readonly limits: ChainHeadLimits,
    /** The runtime as events show it; undefined: the client does not want to know. */
    readonly runtime: object | undefined,
  ) {
    this.operations = new Operations(
      limits.operations,
      (operationId) => this.tell('operationWaitingForContinue', { operationId }),
      (operationId, error) => this.tellFault(operationId, error),
    );
    sink.onEnd(() => this.operations.stopAll());
  }

  /** Tells what there is, then what comes. */
  begin(): void {
    const { store, events } = this.chain;
    const first = Math.max(0, store.finalised - FINAL_AT_FIRST + 1);
    const final: string[] = [];
    for (let number = first; number <= store.finalised; number++)
      final.push(this.pin(store.hashOf(number)!, number));
    const runtime = this.runtime === undefined ? {} : { finalizedBlockRuntime: this.runtime };
    this.tell('initialized', { finalizedBlockHashes: final, ...runtime });
    for (let number = store.finalised + 1; number <= store.head; number++) this.tellNew(store.block(number)!);
    this.tell('bestBlockChanged', { bestBlockHash: to0x(store.hashOf(store.head)!) });
    this.sink.onEnd(events.on('imported', ({ block }) => this.onImported(block)));
    this.sink.onEnd(events.on('finalised', ({ block }) => this.onFinalised(block)));
    // What was taken back was announced, and is gone: the client begins anew.
    this.sink.onEnd(events.on('retracted', () => this.stop()));
    // A state was changed without a block (`dev_setStorage`): what a client remembers of it by the block's hash is wrong.
    this.sink.onEnd(events.on('amended', () => this.stop()));
  }

  /** The number of a block that the client has pinned. @throws RpcError for any other. */
  numberOf(hash: Hex): number {
    const number = this.pinned.get(hash);
    if (number === undefined) throw specErrors.invalidBlock();
    return number;
  }

  /** @throws RpcError, before anything is unpinned, when one is not pinned or named twice. */
  unpin(hashes: readonly Hex[]): void {
    if (new Set(hashes).size !== hashes.length) throw specErrors.duplicateHashes();
    for (const hash of hashes) this.numberOf(hash);
    for (const hash of hashes) this.pinned.delete(hash);
  }

  /**
   * Starts what answers by events. Its state must still be there at each step.
   *
   * @param afterAnswer runs its argument once the client knows the operation's id.
   */
  start(
    number: number,
    afterAnswer: (run: () => void) => void,
    makeStep: (tell: (event: string, data?: object) => void) => () => StepResult,
  ): Started {
    if (this.operations.isFull) return LIMIT_REACHED;
    const { id: operationId, run } = this.operations.open((id) => {
      const tell = (event: string, data: object = {}): void => this.tell(event, { operationId: id, ...data });
      const step = makeStep(tell);
      return () => {
        if (number >= this.chain.store.oldestState) return step();
        tell('operationInaccessible');
        return 'done';
      };
    });
    afterAnswer(run);
    return { result: 'started', operationId };
  }

  /** @throws RpcError when the operation does not wait. */
  continue(operationId: string): void {
    this.operations.continue(operationId);
  }

  stopOperation(operationId: string): void {
    this.operations.stop(operationId);
  }

  private onImported(block: Block): void {
    if (this.pinned.size >= this.limits.pinned) {
      this.stop();
      return;
    }
    this.tellNew(block);
    this.tell('bestBlockChanged', { bestBlockHash: to0x(block.hash) });
  }

  private onFinalised(block: Block): void {
    this.tell('finalized', { finalizedBlockHashes: [to0x(block.hash)], prunedBlockHashes: [] });
  }

  private tellNew(block: Block): void {
    const blockHash = this.pin(block.hash, block.header.number);
    // The runtime is the program's own: no block brings another.
    const runtime = this.runtime === undefined ? {} : { newRuntime: null };
    this.tell('newBlock', { blockHash, parentBlockHash: to0x(block.header.parentHash), ...runtime });
  }

  private pin(hash: Uint8Array, number: number): string {
    this.pinned.set(toHex(hash), number);
    return to0x(hash);
  }

  private stop(): void {
    this.tell('stop');
    this.sink.end();
  }

  private tell(event: string, data: object = {}): void {
    this.sink.send({ event, ...data });
  }

  private tellFault(operationId: string, error: unknown): void {
    if (error instanceof ChainError && error.code === 'STATE_DISCARDED')
      this.tell('operationInaccessible', { operationId });
    else if (error instanceof RpcError) this.tell('operationError', { operationId, error: error.message });
    else this.tell('operationError', { operationId, error: `Internal error: ${messageOf(error)}` });
  }
}
