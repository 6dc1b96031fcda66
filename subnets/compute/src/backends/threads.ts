import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { transposed, type Matrix } from '../field.js';
import type { Multiplier } from './multiply.js';
import type { Share } from './threads-worker.js';
import { centred } from './wasm.js';

/** More threads than that only wait for memory. */
const MOST_THREADS = 8;
/** From src (tests) and from dist alike: the worker is always the built one. */
const WORKER = new URL('../../dist/backends/threads-worker.js', import.meta.url);

/** SIMD in a thread for each core: each takes a share of the rows. */
export function openThreads(): Promise<Multiplier> {
  const threads = Math.min(MOST_THREADS, availableParallelism());
  const workers = Array.from({ length: threads }, () => new Worker(WORKER));
  let last: Promise<unknown> = Promise.resolve();
  return Promise.resolve({
    threads,
    multiply(a, b) {
      // One product at a time: a thread's next message is its answer.
      const product = last.then(() => multiply(workers, a, b));
      last = product.catch(() => undefined);
      return product;
    },
    close: async () => void (await Promise.all(workers.map((worker) => worker.terminate()))),
  });
}

async function multiply(workers: readonly Worker[], { n, elements }: Matrix, b: Matrix): Promise<Matrix> {
  const rows = centred(elements);
  // All threads read the same columns: shared, not copied.
  const columns = new Int16Array(new SharedArrayBuffer(2 * n * n));
  columns.set(centred(transposed(b)));
  const each = Math.ceil(n / workers.length) * n;
  const shares = workers.map(async (worker, i) => {
    const share: Share = { rows: rows.slice(i * each, (i + 1) * each), columns, n };
    const answer = once(worker, 'message') as Promise<[Uint16Array]>;
    worker.postMessage(share);
    return (await answer)[0];
  });
  const out = new Uint16Array(n * n);
  for (const [i, part] of (await Promise.all(shares)).entries()) out.set(part, i * each);
  return { n, elements: out };
}
