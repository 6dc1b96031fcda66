/** Starts a worker on any platform: worker_threads in Node, Web Workers elsewhere; neither is imported statically. */
import { YumaError } from '../errors.js';
import { workerMain, type WorkerTask } from './worker-main.js';

export interface Spawned {
  terminate(): void;
}

interface NodeWorkers {
  readonly Worker: new (
    source: string,
    options: { eval: true; workerData: unknown },
  ) => {
    unref(): void;
    terminate(): Promise<number>;
  };
}

interface WebPlatform {
  readonly Worker?: new (url: string) => { postMessage(message: unknown): void; terminate(): void };
  readonly crossOriginIsolated?: boolean;
  readonly Blob: new (parts: string[], options: { type: string }) => unknown;
  readonly URL: { createObjectURL(blob: unknown): string; revokeObjectURL(url: string): void };
  readonly process?: { getBuiltinModule?: (name: string) => unknown };
}

const platform = () => globalThis as unknown as WebPlatform;

/** Whether this is a browser page or worker that may share memory. */
function sharesMemory(): boolean {
  return typeof SharedArrayBuffer !== 'undefined' && platform().crossOriginIsolated === true;
}

/**
 * Runs `workerMain(task)` on a thread of its own.
 *
 * @throws YumaError UNSUPPORTED_PLATFORM where there are no threads that share memory.
 */
export function spawn(task: WorkerTask): Spawned {
  const node = platform().process?.getBuiltinModule?.('node:worker_threads') as NodeWorkers | undefined;
  if (node !== undefined) {
    const source = `(${workerMain.toString()})(require('node:worker_threads').workerData)`;
    const worker = new node.Worker(source, { eval: true, workerData: task });
    // An engine that nobody disposed of must not keep a program from ending.
    worker.unref();
    return { terminate: () => void worker.terminate() };
  }
  const { Worker, Blob, URL } = platform();
  if (Worker === undefined || !sharesMemory()) {
    throw new YumaError(
      'UNSUPPORTED_PLATFORM',
      `platform: expected threads that share memory (Node 20.16 or newer, or a cross-origin isolated page), got none; createYuma({ backend: 'wasm' }) runs on one thread`,
      { missing: 'threads' },
    );
  }
  const source = `onmessage = ({ data }) => (${workerMain.toString()})(data)`;
  const url = URL.createObjectURL(new Blob([source], { type: 'text/javascript' }));
  const worker = new Worker(url);
  worker.postMessage(task);
  return {
    terminate: () => {
      worker.terminate();
      URL.revokeObjectURL(url);
    },
  };
}
