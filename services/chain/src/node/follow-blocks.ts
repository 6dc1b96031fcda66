import type { Block } from './block/block.js';
import { equalBytes } from '../bytes.js';
import type { ChainEventHub } from './chain-events.js';

/** Where blocks are read from; a ChainStore is one. */
export interface BlockSource {
  readonly head: number;
  readonly finalised: number;
  block(number: number): Block | undefined;
  hashOf(number: number): Uint8Array | undefined;
}

export interface FollowBlocksOptions {
  /** First height wanted; one that is not there yet is waited for. */
  readonly from: number;
  /** Also blocks that are not final: a height then comes again when another block takes its place. */
  readonly unfinalised: boolean;
  readonly signal: AbortSignal;
}

/**
 * Every block from a height on, in order, without a gap; ends when the signal aborts. The store is the queue: a reader
 * that is slow, or was away for long, costs no memory.
 */
export async function* followBlocks(
  chain: { readonly store: BlockSource; readonly events: ChainEventHub },
  { from, unfinalised, signal }: FollowBlocksOptions,
): AsyncGenerator<Block> {
  const { store, events } = chain;
  const given = new Map<number, Uint8Array>();
  let next = from;
  while (!signal.aborted) {
    if (unfinalised) next = stepBack(store, given, next);
    const block = next > (unfinalised ? store.head : store.finalised) ? undefined : store.block(next);
    if (block === undefined) {
      // Nothing may be awaited between the look at the store and this: an event in between would be missed.
      await nextEvent(events, unfinalised ? 'imported' : 'finalised', signal);
      continue;
    }
    if (unfinalised && next > store.finalised) given.set(next, block.hash);
    yield block;
    next++;
  }
}

/** The first height whose block is not the one that was given; forgets what is final. */
function stepBack(store: BlockSource, given: Map<number, Uint8Array>, next: number): number {
  for (let last = given.get(next - 1); last !== undefined; last = given.get(next - 1)) {
    const now = store.hashOf(next - 1);
    if (now !== undefined && equalBytes(now, last)) break;
    given.delete(--next);
  }
  for (const number of given.keys()) if (number <= store.finalised) given.delete(number);
  return next;
}

function nextEvent(
  events: ChainEventHub,
  name: 'imported' | 'finalised',
  signal: AbortSignal,
): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      stop();
      signal.removeEventListener('abort', done);
      resolve();
    };
    const stop = events.on(name, done);
    signal.addEventListener('abort', done, { once: true });
  });
}
