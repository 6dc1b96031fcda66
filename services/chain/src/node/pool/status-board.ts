import type { Hex } from '@yumanet/frame';
import type { TransactionStatus } from './transaction.js';

export type StatusListener = (status: TransactionStatus) => void;

/** Who wants to hear what becomes of which transaction. */
export class StatusBoard {
  private readonly listeners = new Map<Hex, Set<StatusListener>>();

  /** @returns ends the watching. */
  watch(hash: Hex, listener: StatusListener): () => void {
    const set = this.listeners.get(hash) ?? new Set();
    this.listeners.set(hash, set.add(listener));
    return () => {
      set.delete(listener);
      if (set.size === 0 && this.listeners.get(hash) === set) this.listeners.delete(hash);
    };
  }

  tell(hash: Hex, status: TransactionStatus): void {
    for (const listener of [...(this.listeners.get(hash) ?? [])]) listener(status);
    if (isLast(status)) this.listeners.delete(hash);
  }
}

/** Whether nothing follows: the transaction is finalised, or out of the pool. */
export function isLast(status: TransactionStatus): boolean {
  if (typeof status === 'string') return status === 'dropped' || status === 'invalid';
  return 'finalized' in status || 'usurped' in status;
}
