import type { SubnetMechanism } from '@yumanet/subnet-kit';
import type { Answer } from './answer.js';
import { handler } from './handler.js';
import { judge } from './score.js';
import { taskMaker, type Keys, type Task } from './task.js';
import { loadText, type Verses } from './text/load-text.js';

/** Text. It is read from disk once, when first needed. @param load another text: a validator's own is better held out. */
export function createMechanism(load = loadText): SubnetMechanism<Task, Keys, Answer, string> {
  let loading: Promise<Verses> | undefined;
  const verses = () => (loading ??= load());
  return {
    name: 'text-generation',
    version: 1,
    task: taskMaker(verses),
    handler: handler(verses),
    score: judge,
  };
}
