import { ChainError } from '../errors.js';
import type { Chain, ChainMark } from './chain.js';

/** Each keeps the history from its block on: more than anybody needs at a time. */
export const MAX_SNAPSHOTS = 64;

/**
 * Named states of a chain, in memory: gone when the node stops. Taking one writes nothing; going back costs what was
 * changed since, however large the state is.
 */
export class ChainSnapshots {
  private readonly marks = new Map<number, ChainMark>();
  private nextId = 1;

  constructor(private readonly chain: Pick<Chain, 'mark' | 'rewind'>) {}

  /** @throws ChainError SNAPSHOTS_FULL. */
  take(): number {
    if (this.marks.size >= MAX_SNAPSHOTS) {
      const text = `snapshots: expected fewer than ${MAX_SNAPSHOTS}, got ${this.marks.size}; go back to one first`;
      throw new ChainError('SNAPSHOTS_FULL', text, { limit: MAX_SNAPSHOTS });
    }
    const id = this.nextId++;
    this.marks.set(id, this.chain.mark());
    return id;
  }

  /**
   * Makes the chain what it was. The snapshot and all later ones are used up.
   *
   * @throws ChainError SNAPSHOT_UNKNOWN, and what `Chain.rewind` throws.
   */
  async revert(id: number): Promise<void> {
    const mark = this.marks.get(id);
    if (mark === undefined)
      throw new ChainError('SNAPSHOT_UNKNOWN', `snapshot: expected one that was taken, got ${id}`, { id });
    await this.chain.rewind(mark);
    for (const later of [...this.marks.keys()].filter((each) => each >= id)) this.drop(later);
  }

  private drop(id: number): void {
    this.marks.get(id)?.release();
    this.marks.delete(id);
  }
}
