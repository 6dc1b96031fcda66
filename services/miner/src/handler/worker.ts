/** The handler's own process: whatever the model does, the axon goes on. */
import { isServiceError, messageOf } from '@yumanet/service-kit';
import { isStream, loadMechanism, wholeAnswer } from '@yumanet/subnet-kit';
import { Worker } from 'node:worker_threads';
import { Credit } from './credit.js';
import { CHUNKS_AHEAD, type Said, type Told, type WorkerSettings } from './messages.js';

/** A busy model would outlive its killed axon: a thread looks for it, since this one may never come to look. */
const WATCH = `
  const parent = process.ppid;
  setInterval(() => { if (process.ppid !== parent) process.kill(process.pid, 'SIGKILL'); }, 500);
`;
new Worker(WATCH, { eval: true, resourceLimits: { maxOldGenerationSizeMb: 8 } }).unref();
process.on('disconnect', () => process.exit());
// Ctrl-C reaches the whole group; the axon ends this process when it has answered what it took.
process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => undefined);

const tell = (told: Told) => process.send?.(told);
const codeOf = (error: unknown) => (isServiceError(error) ? error.code : 'HANDLER_FAILED');

const { mechanism: name, ...settings } = JSON.parse(process.argv[2] ?? '{}') as WorkerSettings;
const opened = async () => {
  const mechanism = await loadMechanism(name);
  const { signal } = new AbortController();
  return { mechanism, handler: await mechanism.handler.open({ ...settings, signal }) };
};

opened().then(
  ({ mechanism, handler }) => {
    const { codec, chunks } = mechanism.handler;
    const running = new Map<number, { readonly gone: AbortController; readonly credit: Credit }>();

    const answered = async (id: number, body: Uint8Array, stream: boolean): Promise<Told> => {
      const own = { gone: new AbortController(), credit: new Credit(CHUNKS_AHEAD) };
      running.set(id, own);
      const { signal } = own.gone;
      const answer = handler.answer(mechanism.task.codec.decode(body), signal);
      if (!stream || !chunks || !isStream(answer))
        return { kind: 'answer', id, body: codec.encode(await wholeAnswer(answer, chunks)) };
      for await (const chunk of answer) {
        await own.credit.take(signal);
        tell({ kind: 'chunk', id, chunk: chunks.codec.encode(chunk) });
      }
      return { kind: 'end', id };
    };

    process.on('message', (said: Said) => {
      if (said.kind === 'close') {
        void handler.close().finally(() => process.exit(0));
      } else if (said.kind === 'more') {
        running.get(said.id)?.credit.give();
      } else if (said.kind === 'cancel') {
        running.get(said.id)?.gone.abort(new Error('nobody waits for the answer'));
      } else {
        const { id, body, stream } = said;
        answered(id, body, stream)
          .catch((error: unknown): Told => {
            return { kind: 'refused', id, code: codeOf(error), message: messageOf(error) };
          })
          .then((told) => {
            running.delete(id);
            tell(told);
          })
          // A told answer that cannot be sent: the axon is gone.
          .catch(() => process.exit(1));
      }
    });
    tell({ kind: 'ready', facts: handler.facts });
  },
  (error: unknown) => tell({ kind: 'unopened', code: codeOf(error), message: messageOf(error) }),
);
