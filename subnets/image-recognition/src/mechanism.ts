import type { SubnetMechanism } from '@yumanet/subnet-kit';
import type { Answer } from './answer.js';
import { loadDigits, type Digits } from './digits/load-digits.js';
import { handlerMaker } from './handler.js';
import { judge } from './score.js';
import { taskMaker, type Images, type Secret } from './task.js';

/** Reading handwritten digits. The images are read from disk once, when first needed. */
export function createMechanism(load = loadDigits): SubnetMechanism<Images, Secret, Answer> {
  let loading: Promise<Digits> | undefined;
  const digits = () => (loading ??= load());
  return {
    name: 'image-recognition',
    version: 2,
    task: taskMaker(digits),
    handler: handlerMaker(digits),
    score: judge,
  };
}
