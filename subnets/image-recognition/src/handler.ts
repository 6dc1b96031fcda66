import { subnetError, type Handler, type HandlerMaker, type HandlerOptions } from '@yumanet/subnet-kit';
import { answerCodec, type Answer } from './answer.js';
import { openCopycat } from './backends/copycat.js';
import { openGuess } from './backends/guess.js';
import type { Recipe } from './backends/recipe.js';
import type { Digits } from './digits/load-digits.js';
import type { Images } from './task.js';

type Open = (options: HandlerOptions, digits: () => Promise<Digits>) => Promise<Handler<Images, Answer>>;

/** tfjs is loaded by whoever reads, not by whoever only asks and judges. */
function trained(recipe: () => Promise<Recipe>): Open {
  return async (options, digits) => {
    const { openTrained } = await import('./backends/trained.js');
    return openTrained(await recipe(), digits, options);
  };
}

/** The backends, best first, the dishonest one last: one line each. */
const BACKENDS: ReadonlyMap<string, Open> = new Map<string, Open>([
  ['cnn', trained(async () => (await import('./backends/cnn.js')).cnn)],
  ['mlp', trained(async () => (await import('./backends/mlp.js')).mlp)],
  ['softmax', trained(async () => (await import('./backends/softmax.js')).softmax)],
  ['guess', (options) => Promise.resolve(openGuess(options))],
  ['copycat', (options, digits) => openCopycat(options, (victim) => open(victim, digits))],
]);

export function handlerMaker(digits: () => Promise<Digits>): HandlerMaker<Images, Answer> {
  return {
    codec: answerCodec,
    backends: [...BACKENDS.keys()] as [string, ...string[]],
    open: async (options) => open(options, digits),
  };
}

/** @throws ServiceError BACKEND_UNKNOWN. */
function open(options: HandlerOptions, digits: () => Promise<Digits>): Promise<Handler<Images, Answer>> {
  const found = BACKENDS.get(options.backend);
  if (found) return found(options, digits);
  const expected = [...BACKENDS.keys()].join(', ');
  throw subnetError('BACKEND_UNKNOWN', `backend: expected one of ${expected}, got ${options.backend}`);
}
