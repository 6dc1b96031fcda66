/** A thread of the pool: takes a task, sends its result, takes the next. */
import { parentPort } from 'node:worker_threads';
import { YumaError } from '../../errors.js';
import { TaskRunner, type TaskInput, type TaskKind } from './tasks.js';

const runner = new TaskRunner();

parentPort!.on('message', ({ kind, input }: { kind: TaskKind; input: TaskInput<TaskKind> }) => {
  try {
    parentPort!.postMessage({ result: runner.run(kind, input) });
  } catch (error) {
    // An error class does not survive the way between threads; its parts do.
    const { code, message } = error as { code?: string; message: string };
    parentPort!.postMessage({ refused: { code: error instanceof YumaError ? code : undefined, message } });
  }
});
