import type { Codec } from './codec.js';
import { subnetError } from './errors.js';
import type { Chunks, Handler, HandlerMaker, HandlerOptions } from './handler.js';

/** One way to answer. */
export type OpenBackend<Task, Answer, Chunk = never> = (
  options: HandlerOptions,
) => Promise<Handler<Task, Answer, Chunk>>;

/** A handler maker out of named ways to answer, best first; the first is the default. */
export function handlerMaker<Task, Answer, Chunk = never>(
  codec: Codec<Answer>,
  backends: Readonly<Record<string, OpenBackend<Task, Answer, Chunk>>>,
  chunks?: Chunks<Answer, Chunk>,
): HandlerMaker<Task, Answer, Chunk> {
  const ways = new Map(Object.entries(backends));
  const names = [...ways.keys()] as [string, ...string[]];
  return {
    codec,
    ...(chunks ? { chunks } : {}),
    backends: names,
    async open(options) {
      const open = ways.get(options.backend);
      if (open) return open(options);
      const what = `backend: expected one of ${names.join(', ')}, got ${options.backend}`;
      throw subnetError('BACKEND_UNKNOWN', what, { backend: options.backend });
    },
  };
}
