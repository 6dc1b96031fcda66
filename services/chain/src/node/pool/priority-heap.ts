export interface Prioritised {
  readonly tx: { readonly priority: bigint };
  /** Order of arrival. */
  readonly id: number;
}

/** A binary heap: highest priority first, then first come. */
export class PriorityHeap<T extends Prioritised> {
  private readonly items: T[] = [];

  push(node: T): void {
    const { items } = this;
    let at = items.length;
    items.push(node);
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!before(items[at]!, items[parent]!)) break;
      [items[at], items[parent]] = [items[parent]!, items[at]!];
      at = parent;
    }
  }

  pop(): T | undefined {
    const { items } = this;
    const top = items[0];
    const last = items.pop();
    if (last === undefined || items.length === 0) return top;
    items[0] = last;
    for (let at = 0; ;) {
      const left = 2 * at + 1;
      if (left >= items.length) break;
      const right = left + 1;
      const best = right < items.length && before(items[right]!, items[left]!) ? right : left;
      if (!before(items[best]!, items[at]!)) break;
      [items[at], items[best]] = [items[best]!, items[at]!];
      at = best;
    }
    return top;
  }
}

function before(a: Prioritised, b: Prioritised): boolean {
  return a.tx.priority !== b.tx.priority ? a.tx.priority > b.tx.priority : a.id < b.id;
}
