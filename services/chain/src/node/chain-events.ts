import type { Hex } from '@yumanet/frame';
import type { Block } from './block/block.js';
import type { Role } from './role.js';
import type { StateChanges } from './state/overlay.js';

/** What a node tells the rest of the process. */
export interface ChainEvents {
  /** A block is the newest now. */
  imported: { readonly block: Block; readonly changes: StateChanges; readonly transactions: readonly Hex[] };
  /** Blocks were taken back: this one is the newest again, and these keys have other values. */
  retracted: { readonly block: Block; readonly changes: StateChanges };
  /** The state after the newest block was changed without a block: these keys have other values. */
  amended: { readonly block: Block; readonly changes: StateChanges };
  /** This node leads now, or follows. */
  role: { readonly role: Role };
  /** A block can never be taken back. */
  finalised: { readonly block: Block; readonly transactions: readonly Hex[] };
}

export type Unsubscribe = () => void;

/** Typed events, delivered in order and at once. */
export class ChainEventHub {
  private readonly listeners: { [K in keyof ChainEvents]: Set<(event: ChainEvents[K]) => void> } = {
    imported: new Set(),
    retracted: new Set(),
    amended: new Set(),
    role: new Set(),
    finalised: new Set(),
  };

  on<K extends keyof ChainEvents>(name: K, listener: (event: ChainEvents[K]) => void): Unsubscribe {
    this.listeners[name].add(listener);
    return () => void this.listeners[name].delete(listener);
  }

  emit<K extends keyof ChainEvents>(name: K, event: ChainEvents[K]): void {
    for (const listener of [...this.listeners[name]]) listener(event);
  }
}
