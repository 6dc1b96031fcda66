/** Tasks over threads: one in work per thread, results as they come. */
import { setImmediate as turn } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { YumaError, type YumaErrorCode } from '../../errors.js';
import { TaskRunner, type TaskInput, type TaskKind, type TaskOutput } from './tasks.js';

export interface TaskResult<K extends TaskKind> {
  /** Which of the inputs. */
  readonly index: number;
  readonly result: TaskOutput<K>;
}

export interface TaskOptions {
  /** 1 = the calling thread alone. */
  readonly threads: number;
  /** Once aborted, no task starts any more; the generator ends. */
  readonly signal: AbortSignal;
}

/** Yields a result per input, in the order they finish. With one thread that is the order of `inputs`. */
export async function* runTasks<K extends TaskKind>(
  kind: K,
  inputs: readonly TaskInput<K>[],
  { threads, signal }: TaskOptions,
): AsyncGenerator<TaskResult<K>> {
  if (threads === 1 || inputs.length < 2) yield* runHere(kind, inputs, signal);
  else yield* runOnThreads(kind, inputs, Math.min(threads, inputs.length), signal);
}

async function* runHere<K extends TaskKind>(kind: K, inputs: readonly TaskInput<K>[], signal: AbortSignal) {
  const runner = new TaskRunner();
  try {
    for (const [index, input] of inputs.entries()) {
      if (signal.aborted) return;
      yield { index, result: runner.run(kind, input) };
      // Lets signals and timers in.
      await turn();
    }
  } finally {
    runner.dispose();
  }
}

interface Reply {
  readonly result?: unknown;
  readonly refused?: { readonly code?: YumaErrorCode; readonly message: string };
}

async function* runOnThreads<K extends TaskKind>(
  kind: K,
  inputs: readonly TaskInput<K>[],
  threads: number,
  signal: AbortSignal,
): AsyncGenerator<TaskResult<K>> {
  const workers = Array.from({ length: threads }, () => new Worker(new URL('./worker.js', import.meta.url)));
  let next = 0;
  const start = (worker: Worker) => {
    const index = next++;
    return ask(worker, kind, inputs[index]!).then((result) => ({ worker, index, result }));
  };
  try {
    const running = new Map(workers.map((worker) => [worker, start(worker)]));
    while (running.size > 0) {
      const { worker, index, result } = await Promise.race(running.values());
      running.delete(worker);
      if (next < inputs.length && !signal.aborted) running.set(worker, start(worker));
      yield { index, result: result as TaskOutput<K> };
    }
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}

/** One task on one thread. */
function ask(worker: Worker, kind: TaskKind, input: unknown): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const settle = (done: () => void) => {
      worker.off('message', onMessage).off('error', onError);
      done();
    };
    const onError = (error: Error) => settle(() => reject(error));
    const onMessage = ({ result, refused }: Reply) =>
      settle(() => {
        if (refused === undefined) resolve(result);
        else reject(refused.code ? new YumaError(refused.code, refused.message) : new Error(refused.message));
      });
    worker.on('message', onMessage).on('error', onError);
    worker.postMessage({ kind, input });
  });
}
