import { appendItems } from '@yumanet/frame';

/**
 * A vector that is being appended to, put together only when somebody reads it: a block's events grow with every call,
 * and copying them each time makes a full block slow. Immutable, so that a layer is undone by putting the former back.
 */
export class Appended {
  private whole: Uint8Array | undefined;

  constructor(
    private readonly before: Appended | Uint8Array | undefined,
    private readonly items: Uint8Array,
    private readonly count: number,
  ) {}

  bytes(): Uint8Array {
    if (this.whole !== undefined) return this.whole;
    const chunks = [this.items];
    let { count, before: at } = this;
    while (at instanceof Appended && at.whole === undefined) {
      chunks.push(at.items);
      count += at.count;
      at = at.before;
    }
    return (this.whole = appendItems(at instanceof Appended ? at.whole : at, chunks.reverse(), count));
  }
}
