/** One thread of `threads.ts`: some rows times all columns. */
import { parentPort } from 'node:worker_threads';
import { instantiate } from './wasm.js';

/** A share of a product. */
export interface Share {
  readonly rows: Int16Array;
  readonly columns: Int16Array;
  readonly n: number;
}

const port = parentPort;
if (!port) throw new Error('threads-worker: expected to run in a worker thread');
const run = await instantiate();
port.on('message', ({ rows, columns, n }: Share) => port.postMessage(run(rows, columns, n)));
