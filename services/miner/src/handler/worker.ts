/** The thread of the handler: whatever the model does, the axon goes on. */
import { isServiceError, messageOf } from '@yumanet/service-kit';
import { loadMechanism } from '@yumanet/subnet-kit';
import { parentPort, workerData } from 'node:worker_threads';
import type { Ask, Told, WorkerSettings } from './messages.js';

const port = parentPort;
if (!port) throw new Error('worker: expected to run in a worker thread');
const tell = (told: Told) => port.postMessage(told);
const codeOf = (error: unknown) => (isServiceError(error) ? error.code : 'HANDLER_FAILED');
const { signal } = new AbortController();

try {
  const { mechanism: name, ...settings } = workerData as WorkerSettings;
  const mechanism = await loadMechanism(name);
  const handler = await mechanism.handler.open({ ...settings, signal });
  port.on('message', ({ id, body }: Ask) => {
    const answered = async () =>
      mechanism.handler.codec.encode(await handler.answer(mechanism.task.codec.decode(body), signal));
    answered().then(
      (answer) => tell({ kind: 'answer', id, body: answer }),
      (error: unknown) => tell({ kind: 'refused', id, code: codeOf(error), message: messageOf(error) }),
    );
  });
  tell({ kind: 'ready', facts: handler.facts });
} catch (error) {
  tell({ kind: 'unopened', code: codeOf(error), message: messageOf(error) });
}
