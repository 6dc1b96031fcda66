import fc from 'fast-check';
import { expect, it } from 'vitest';
import { PriorityHeap } from './priority-heap.js';

it('gives the highest priority first, and of equals the first to come', () => {
  fc.assert(
    fc.property(fc.array(fc.bigInt({ min: 0n, max: 5n })), (priorities) => {
      const items = priorities.map((priority, id) => ({ tx: { priority }, id }));
      const heap = new PriorityHeap<(typeof items)[number]>();
      for (const item of items) heap.push(item);
      const popped: typeof items = [];
      for (let item = heap.pop(); item !== undefined; item = heap.pop()) popped.push(item);
      const sorted = [...items].sort((a, b) => Number(b.tx.priority - a.tx.priority) || a.id - b.id);
      expect(popped).toEqual(sorted);
    }),
  );
});
