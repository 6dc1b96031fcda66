import fc from 'fast-check';
import { expect, it } from 'vitest';
import { TransactionGraph } from './transaction-graph.js';
import type { PoolTransaction } from './transaction.js';

const LIMITS = { ready: { count: 100, bytes: 1e6 }, future: { count: 100, bytes: 1e6 }, perSender: 100 };

function tx(sender: string, nonce: number, priority = 0n, first = 0): PoolTransaction {
  return {
    hash: `${sender}${nonce}-${priority}`,
    bytes: new Uint8Array(10),
    sender,
    priority,
    requires: new Set(nonce > first ? [`${sender}${nonce - 1}`] : []),
    provides: [`${sender}${nonce}`],
    validTill: 100,
    validatedAt: 0,
  };
}
const order = (graph: TransactionGraph): string[] => [...graph.ready()].map(({ hash }) => hash);

it('keeps counts and order right, whatever comes and goes', () => {
  const step = fc.record({
    op: fc.constantFrom('insert' as const, 'remove' as const, 'include' as const),
    sender: fc.constantFrom('a', 'b'),
    nonce: fc.integer({ min: 0, max: 4 }),
    priority: fc.bigInt({ min: 0n, max: 3n }),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const graph = new TransactionGraph(LIMITS);
      const first: Record<string, number> = { a: 0, b: 0 };
      for (const { op, sender, nonce, priority } of steps) {
        if (op === 'insert' && nonce >= first[sender]!) {
          const item = tx(sender, nonce, priority, first[sender]);
          try {
            if (!graph.has(item.hash)) graph.insert(item);
          } catch {
            // Too low a priority to replace what is there.
          }
        } else if (op === 'remove') {
          graph.remove(`${sender}${nonce}-${priority}`);
        } else if (op === 'include') {
          const next = [...graph.ready()].find((item) => item.sender === sender);
          if (next !== undefined) {
            graph.include([next.hash], []);
            first[sender]!++;
          }
        }
        const ready = [...graph.ready()];
        const all = [...graph.all()];
        expect(graph.readyCount).toBe(ready.length);
        expect(graph.futureCount).toBe(all.length - ready.length);
        for (const who of ['a', 'b']) {
          const tags = ready.filter((item) => item.sender === who).map(({ provides }) => provides[0]);
          // Exactly the unbroken run of nonces from the account's next one, in order.
          expect(tags).toEqual(tags.map((_, i) => `${who}${first[who]! + i}`));
          expect(all.some(({ provides }) => provides[0] === `${who}${first[who]! + tags.length}`)).toBe(
            false,
          );
        }
      }
    }),
    { numRuns: 300 },
  );
});

it('carries a chain of thousands without recursion', () => {
  const limits = {
    ...LIMITS,
    future: { count: 5000, bytes: 1e6 },
    ready: { count: 5000, bytes: 1e6 },
    perSender: 5000,
  };
  const graph = new TransactionGraph(limits);
  for (let nonce = 4999; nonce > 0; nonce--) graph.insert(tx('a', nonce));
  expect(graph.insert(tx('a', 0)).promoted).toHaveLength(4999);
  expect(order(graph)[4999]).toBe('a4999-0');
  graph.remove('a0-0');
  expect([graph.readyCount, graph.futureCount]).toEqual([0, 4999]);
});

it('says nothing of those that follow a replaced transaction', () => {
  const graph = new TransactionGraph(LIMITS);
  graph.insert(tx('a', 0, 1n));
  graph.insert(tx('a', 1, 1n));
  expect(graph.insert(tx('a', 0, 2n))).toEqual({ ready: true, promoted: [], usurped: ['a0-1'], dropped: [] });
  expect(order(graph)).toEqual(['a0-2', 'a1-1']);
});

it('takes nothing that brings nothing', () => {
  expect(() => new TransactionGraph(LIMITS).insert({ ...tx('a', 0), provides: [] })).toThrow(
    'No tags provided',
  );
});
