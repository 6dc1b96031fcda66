import { handlerMaker, type HandlerMaker } from '@yumanet/subnet-kit';
import { answerCodec, chunks, type Answer } from './answer.js';
import { openNgram } from './backends/ngram.js';
import type { Task } from './task.js';
import type { Verses } from './text/load-text.js';

/** The backends: one line each. The client of `openai` is loaded by whoever uses it. */
export function handler(verses: () => Promise<Verses>): HandlerMaker<Task, Answer, string> {
  const backends = {
    'ngram-6': openNgram(6, verses),
    'ngram-3': openNgram(3, verses),
    'ngram-2': openNgram(2, verses),
    'ngram-1': openNgram(1, verses),
    openai: async (options) => (await import('./backends/openai.js')).openOpenai(options, verses),
  } satisfies Parameters<typeof handlerMaker<Task, Answer, string>>[1];
  return handlerMaker<Task, Answer, string>(answerCodec, backends, chunks);
}
